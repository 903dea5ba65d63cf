"""Raise the alarm for a site where too much fails, and call it off when that is over (PF-62)."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.metering.models import Incident, SiteMinute
from tenants.queries import tenant_in


def judge_sites(*, actor: Actor, now: datetime) -> list[Incident]:
    """Look at the last whole minutes of every site; returns the incidents that began now.

    In each of five minutes in a row more than so many of a hundred requests failed: an incident begins. In none of
    the last five minutes: it ends; a time without any request says nothing, and ends nothing.

    Args:
        actor: the house.
        now: the moment.
    """
    rule = settings.SAMVERK_ERROR_ALARM
    wanted = int(rule["minutes"])
    until = now.replace(second=0, microsecond=0)
    recent: dict[str, list[SiteMinute]] = defaultdict(list)
    for row in SiteMinute.objects.filter(
        minute__gte=until - timedelta(minutes=wanted), minute__lt=until, requests__gt=0
    ):
        recent[row.schema_name].append(row)
    open_now = {incident.schema_name: incident for incident in Incident.objects.filter(ended_at=None)}
    begun = []
    with transaction.atomic():
        for schema_name, rows in recent.items():
            bad = [row for row in rows if row.errors > row.requests * rule["share"]]
            if len(bad) == wanted and schema_name not in open_now:
                begun.append(_begin(actor, schema_name, rows, now))
            elif not bad and schema_name in open_now:
                _end(actor, open_now[schema_name], now)
    return begun


def _begin(actor: Actor, schema_name: str, rows: list[SiteMinute], now: datetime) -> Incident:
    incident = Incident.objects.create(
        schema_name=schema_name,
        kind=Incident.Kind.ERRORS,
        began_at=min(row.minute for row in rows),
        requests=sum(row.requests for row in rows),
        errors=sum(row.errors for row in rows),
    )
    details: dict[str, object] = {"requests": incident.requests, "errors": incident.errors}
    record_audit(actor=actor, verb="tenants.begin_incident", target=tenant_in(schema_name), details=details)
    return incident


def _end(actor: Actor, incident: Incident, now: datetime) -> None:
    incident.ended_at = now
    incident.save(update_fields=["ended_at"])
    record_audit(actor=actor, verb="tenants.end_incident", target=tenant_in(incident.schema_name))

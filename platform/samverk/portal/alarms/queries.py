"""Which alarms stand on every page now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db import transaction

from samverk.kernel import clock
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm
from samverk.portal.models.alarm import Severity
from tenants.models import Tenant
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema, schemas_in_use

#: Should a message to forget be lost, an old answer lives no longer than this.
KEPT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """One alarm as it stands on a page.

    Attributes:
        uuid: of the alarm.
        severity: one of Severity.
        title, text, link: what is said.
        is_exercise: says so before everything else.
        ends: when it goes by itself.
        raised_by_site: name of the site that raised it for all; empty for this site's own.
    """

    uuid: UUID
    severity: str
    title: str
    text: str
    link: str
    is_exercise: bool
    ends: datetime
    raised_by_site: str

    @property
    def label(self) -> str:
        """How serious it is, in words."""
        return str(Severity(self.severity).label)


def standing(*, schema_name: str, now: datetime, remembered: Mapping[str, Any] | None = None) -> list[Standing]:
    """The alarms of a site and those of all sites, the most serious first; one look in the cache, no query.

    Kept under the site's own name; a change drops it at once, and when it is gone two queries fill it.

    Args:
        schema_name: of the active site.
        now: the moment.
        remembered: what the cache said in this request when it was asked for `alarms_key` among others.
    """
    key = alarms_key(schema_name)
    found: list[Standing] | None = caches["deployment"].get(key) if remembered is None else remembered.get(key)
    if found is None:
        found = _read(now)
        caches["deployment"].set(key, found, KEPT_SECONDS)
    return [alarm for alarm in found if alarm.ends > now]


def forget_standing(*, everywhere: bool = False) -> None:
    """Drop what pages remember: of this site, or of all, in one call; once the change is there to be read.

    Args:
        everywhere: for an alarm of all sites.
    """
    keys = [alarms_key(name) for name in (schemas_in_use() if everywhere else {active_schema()})]
    transaction.on_commit(lambda: caches["deployment"].delete_many(keys), robust=True)


def log_of_alarms(*, most: int = 50) -> list[Alarm]:
    """This site's alarms, newest first, those that stand among them."""
    return list(Alarm.objects.select_related("raised_by", "ended_by")[:most])


def shared_log(*, most: int = 50) -> list[SharedAlarm]:
    """Alarms for all sites, newest first."""
    return list(SharedAlarm.objects.all()[:most])


def own_alarm(uuid: UUID) -> Alarm | None:
    """An alarm of this site."""
    return Alarm.objects.filter(uuid=uuid).first()


def shared_alarm(uuid: UUID) -> SharedAlarm | None:
    """An alarm for all sites."""
    return SharedAlarm.objects.filter(uuid=uuid).first()


def is_over(alarm: Alarm | SharedAlarm) -> bool:
    """Has it ended, by itself or by somebody."""
    return alarm.ends <= clock.now()


def _read(now: datetime) -> list[Standing]:
    shared = list(SharedAlarm.objects.filter(begins__lte=now, ends__gt=now))
    names = dict(
        Tenant.objects.filter(schema_name__in={alarm.schema_name for alarm in shared}).values_list(
            "schema_name", "official_name"
        )
        if shared
        else ()
    )
    own = [] if active_schema() == OPERATOR_SCHEMA else list(Alarm.objects.filter(begins__lte=now, ends__gt=now))
    rows = [_standing(alarm, alarm.link, "") for alarm in own]
    rows += [_standing(alarm, "", names.get(alarm.schema_name, "")) for alarm in shared]
    return sorted(rows, key=lambda alarm: list(Severity).index(Severity(alarm.severity)))


def _standing(alarm: Alarm | SharedAlarm, link: str, site: str) -> Standing:
    return Standing(alarm.uuid, alarm.severity, alarm.title, alarm.text, link, alarm.is_exercise, alarm.ends, site)


def alarms_key(schema_name: str) -> str:
    """Under which the deployment's cache keeps a site's alarms."""
    return f"alarms:{schema_name}"

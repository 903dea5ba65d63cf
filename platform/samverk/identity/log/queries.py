"""Reads of the log."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samverk.identity.log.criteria import Criteria
from samverk.identity.models import User
from samverk.identity.protection.access import may_protect
from samverk.identity.protection.models import SealedFacts
from samverk.kernel.models import AuditEntry
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

SEARCHED = "identity.search_log"
#: After so long an auditor says again why.
VALID_FOR = timedelta(hours=8)


def entries(criteria: Criteria, *, reader: object, search: AuditEntry) -> QuerySet[AuditEntry]:
    """What fits, newest first. A real name finds nothing of somebody protected, or the search would tell (LAW-24).

    What was written after the search is not in it: the page, the paper and the file tell the same.
    """
    found = AuditEntry.objects.filter(pk__lte=search.pk)
    if criteria.since:
        found = found.filter(at__date__gte=criteria.since)
    if criteria.until:
        found = found.filter(at__date__lte=criteria.until)
    if criteria.person:
        found = found.filter(_is_person(criteria.person))
        found = _without_hits_on_sealed(found, criteria.person, reader)
    if criteria.verb:
        found = found.filter(verb=criteria.verb)
    if criteria.target:
        found = found.filter(
            Q(object_label__icontains=criteria.target)
            | Q(object_id=criteria.target)
            | Q(object_type__istartswith=criteria.target)
        )
        found = _without_hits_on_sealed(found, criteria.target, reader)
    if criteria.result:
        found = found.filter(result=criteria.result)
    return found.order_by("-id")


def _without_hits_on_sealed(found: QuerySet[AuditEntry], text: str, reader: object) -> QuerySet[AuditEntry]:
    if active_schema() == OPERATOR_SCHEMA or may_protect(reader):
        return found
    wanted = text.strip()
    hit = Q(display_name__icontains=wanted) | Q(username__icontains=wanted) | Q(email__icontains=wanted)
    for user_pk, uuid in SealedFacts.objects.filter(hit).values_list("user_id", "user__uuid"):
        if str(uuid) == wanted or str(user_pk) == wanted:
            continue
        found = found.exclude(actor_uuid=uuid).exclude(object_type="identity.user", object_id=str(user_pk))
    return found


def _is_person(text: str) -> Q:
    try:
        return Q(actor_uuid=UUID(text))
    except ValueError:
        return Q(actor_name__icontains=text)


def search_of(*, user: User, number: int, now: datetime) -> AuditEntry | None:
    """The person's own search with this number, while it is valid; else None."""
    return AuditEntry.objects.filter(
        pk=number, verb=SEARCHED, actor_uuid=user.uuid, result="done", at__gt=now - VALID_FOR
    ).first()


def verbs_in_use() -> list[str]:
    """Every verb of this log, for the form; by the index, without reading the rows (loose index scan)."""
    rows = AuditEntry.objects.raw(
        """WITH RECURSIVE step AS (
             (SELECT verb FROM kernel_auditentry ORDER BY verb LIMIT 1)
             UNION ALL
             SELECT (SELECT e.verb FROM kernel_auditentry e WHERE e.verb > step.verb ORDER BY e.verb LIMIT 1)
               FROM step WHERE step.verb IS NOT NULL)
           SELECT 0 AS id, verb FROM step WHERE verb IS NOT NULL"""
    )
    return [row.verb for row in rows]

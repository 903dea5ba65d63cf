"""Let old entries of a class leave the log, by decision, so that the rest can still be verified."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Q

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.audit_classes import audit_classes
from samverk.kernel.chain import DISPOSED
from samverk.kernel.models import AuditEntry

#: So many numbers stand in one entry about a disposal.
SEGMENT = 10_000


class KeptLonger(Exception):
    """The class is kept for ever, or longer than asked; or there is no such class."""


def dispose_audit(*, actor: Actor, audit_class: str, before: date, decision: str, today: date) -> int:
    """Remove entries of a class older than `before`; returns how many, or how many it would be without a decision.

    Their links stay: they hold hashes only. The disposal is an entry of the chain and says which numbers it took,
    so verification tells a disposal from a theft. Entries about disposals are never disposed of.

    Args:
        actor: who carries out the decision.
        audit_class: a name in SAMVERK_AUDIT_CLASSES.
        before: entries of days before this one.
        decision: body, date and paragraph (LAW-14); empty only counts.
        today: the day, for the shortest time of the class.

    Raises:
        KeptLonger: when the class may not leave yet.
    """
    found = audit_classes().get(audit_class)
    if found is None or found.days is None:
        raise KeptLonger(f"{audit_class}: kept for ever")
    days = found.kept_days or found.days
    if before > today - timedelta(days=days):
        raise KeptLonger(f"{audit_class}: kept {days} days")
    verbs = Q()
    for prefix in found.prefixes:
        verbs |= Q(verb__startswith=prefix)
    old = AuditEntry.objects.filter(verbs, at__date__lt=before).exclude(verb=DISPOSED)
    if not decision.strip():
        return old.count()
    with transaction.atomic():
        numbers = list(old.order_by("id").values_list("id", flat=True))
        for start in range(0, len(numbers), SEGMENT):
            segment = numbers[start : start + SEGMENT]
            record_audit(
                actor=actor,
                verb=DISPOSED,
                details={
                    "class": audit_class,
                    "before": before.isoformat(),
                    "decision": decision,
                    "count": len(segment),
                    "taken": _ranges(segment),
                },
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('samverk.audit_disposal', 'on', true)")
            cursor.execute("DELETE FROM kernel_auditentry WHERE id = ANY(%s)", [numbers])
            cursor.execute("SELECT set_config('samverk.audit_disposal', '', true)")
    return len(numbers)


def _ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Rising numbers as ranges: 1, 2, 3, 7 is [[1, 3], [7, 7]]."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found

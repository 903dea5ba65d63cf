"""Whoever leaves hands over the deviations they answer for (PF-11)."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Deviation, DeviationState, DeviationStep, Step


def give_deviations(*, actor: Actor, keys: Iterable[str], frm: User, to: User) -> int:
    """Only what `frm` still owns is given; an ended deviation keeps the name of who answered for it.

    Args:
        actor: whoever hands over.
        keys: uuids of deviations.
        frm: who leaves.
        to: who takes over.

    Returns:
        How many were given.
    """
    now = clock.now()
    with transaction.atomic():
        mine = Deviation.objects.select_for_update().filter(uuid__in=[UUID(key) for key in keys], owner=frm)
        rows = list(mine.exclude(state=DeviationState.CLOSED).order_by("pk"))
        for row in rows:
            row.owner = to
        Deviation.objects.bulk_update(rows, ["owner"])
        DeviationStep.objects.bulk_create(
            DeviationStep(deviation=row, step=Step.HANDED, at=now, by=actor.name, note=to.display_name) for row in rows
        )
        if rows:
            record_audit(actor=actor, verb="templates.give_deviations", target=to, details={"count": len(rows)})
    return len(rows)

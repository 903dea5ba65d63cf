"""Systems follow when their maintainer leaves, and when the units they are meant for give way."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Succession
from samverk.portal.models import LineOfBusinessSystem
from samverk.portal.systems.queries import forget_systems, meant_for


def give_systems(*, actor: Actor, keys: Iterable[str], frm: User, to: User) -> int:
    """Only what `frm` still maintains is given.

    Args:
        actor: whoever hands over.
        keys: uuids of systems.
        frm: who leaves.
        to: who takes over.

    Returns:
        How many were given.
    """
    with transaction.atomic():
        rows = LineOfBusinessSystem.objects.filter(uuid__in=[UUID(key) for key in keys], maintainer=frm)
        given = rows.update(maintainer=to)
        if given:
            record_audit(actor=actor, verb="portal.give_systems", target=to, details={"count": given})
    return given


def move_systems(*, actor: Actor, moved: Succession, day: date) -> int:
    """Meant for the successors too, from now on; the old unit stays in the list, where it harms nobody.

    Args:
        actor: whoever lets the plan take effect.
        moved: which parts give way to which.
        day: of the change.

    Returns:
        How many systems followed.
    """
    return _move(actor, moved, add=True)


def move_systems_back(*, actor: Actor, moved: Succession, day: date) -> int:
    """The other way round.

    Args:
        actor: whoever undoes the plan.
        moved: which parts gave way to which.
        day: of the change.

    Returns:
        How many systems went back.
    """
    return _move(actor, moved, add=False)


def _move(actor: Actor, moved: Succession, *, add: bool) -> int:
    after = {str(uuid) for uuid in moved.after}
    with transaction.atomic():
        changed = []
        for row in meant_for(moved):
            wanted = set(row.units) | after if add else set(row.units) - after
            if wanted != set(row.units):
                row.units = sorted(wanted)
                changed.append(row)
        LineOfBusinessSystem.objects.bulk_update(changed, ["units"])
        if changed:
            record_audit(actor=actor, verb="portal.move_systems", details={"count": len(changed), "back": not add})
            forget_systems()
    return len(changed)

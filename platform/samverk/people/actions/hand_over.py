"""What a person holds in the organisation ends when they leave or move, and goes to somebody where one is named."""

from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Placement, RoleAssignment
from samverk.people.roles.actions.check_roles import check_roles

Held = TypeVar("Held", Placement, RoleAssignment)


def end_placements(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """The person has no place in any unit from `day` on; `to` has theirs, where given."""
    with transaction.atomic():
        rows = Placement.objects.select_for_update().filter(_going_on(day), user=user)
        ended = [_end(row, to, day) for row in rows]
        if ended:
            record_audit(actor=actor, verb="people.end_placements", target=user, details={"placements": len(ended)})
    return len(ended)


def end_roles(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """The person holds no role from `day` on; `to` holds theirs, where given. Vacancies show at once."""
    with transaction.atomic():
        rows = RoleAssignment.objects.select_for_update().filter(_going_on(day), user=user)
        ended = [_end(row, to, day) for row in rows]
        if ended:
            record_audit(actor=actor, verb="people.end_roles", target=user, details={"roles": len(ended)})
            check_roles(actor=actor, today=day)
    return len(ended)


def _going_on(day: date) -> Q:
    return Q(valid_to=None) | Q(valid_to__gte=day)


def _end(row: Held, to: User | None, day: date) -> Held:
    until, begins = row.valid_to, max(day, row.valid_from)
    if row.valid_from >= day:
        row.delete()
    else:
        row.valid_to = day - timedelta(days=1)
        row.save(update_fields=["valid_to"])
    if to is not None:
        row.pk, row.user, row.valid_from, row.valid_to = None, to, begins, until
        row._state.adding = True
        row.save()
    return row

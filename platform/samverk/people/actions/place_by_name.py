"""Place an arriving person in the unit that their sign-in names."""

from datetime import date

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Placement, Unit
from samverk.people.models.dated import on


def place_by_name(*, actor: Actor, user: User, unit_name: str, day: date) -> None:
    """Give the person a place in the unit of that name; nothing when there is none, several, or the place is there.

    Somebody who has other places keeps them: a sign-in knows one unit, the organisation may know more.

    Args:
        actor: who arrives.
        user: the person here.
        unit_name: as the organisation writes it.
        day: first day.
    """
    units = list(Unit.objects.filter(on(day), name=unit_name)[:2])
    if len(units) != 1:
        return
    with transaction.atomic():
        if Placement.objects.filter(on(day), user=user, unit=units[0]).exists():
            return
        Placement.objects.create(user=user, unit=units[0], title=user.title, valid_from=day)
        record_audit(actor=actor, verb="people.place_by_name", target=user, details={"unit": unit_name})

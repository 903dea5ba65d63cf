"""Somebody leads a unit from a day on."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.identity.models import INTERNAL, User
from samverk.people.models import Placement, Unit
from samverk.people.reorganising.handover import from_day
from samverk.people.reorganising.ledger import Ledger
from samverk.people.reorganising.parts import ONE_DAY, StepRefused


def let_lead(unit: Unit, person: UUID | None, day: date, ledger: Ledger) -> None:
    """The person is the unit's head; whoever was keeps their place there, and is not head any more.

    Raises:
        StepRefused: for somebody who is not here any more, or comes from outside.
    """
    people = User.objects.filter(is_active=True, is_protected=False, capacity__in=INTERNAL)
    user = people.filter(uuid=person).first() if person else None
    if user is None:
        raise StepRefused(_("Den som ska bli chef för %(name)s har inget konto här.") % {"name": unit})
    places = Placement.objects.select_for_update(of=("self",)).filter(from_day(day), unit=unit).order_by("pk")
    own = None
    for place in places:
        if place.user_id == user.pk:
            own = own or place
        elif place.is_head:
            _from(place, day, ledger, is_head=False)
    if own is None:
        title = user.title or _("Chef")
        ledger.create(Placement, user=user, unit=unit, title=title, is_head=True, valid_from=day)
    elif not own.is_head:
        _from(own, day, ledger, is_head=True)


def _from(place: Placement, day: date, ledger: Ledger, *, is_head: bool) -> None:
    """The place goes on with or without leading; what was before the day stays true."""
    if place.valid_from >= day:
        ledger.change(place, is_head=is_head)
        return
    until = place.valid_to
    ledger.change(place, valid_to=day - ONE_DAY)
    ledger.create(
        Placement,
        user=place.user,
        unit=place.unit,
        title=place.title,
        is_head=is_head,
        valid_from=day,
        valid_to=until,
    )

"""Let a unit stand under another authority from a day on."""

from datetime import date, timedelta

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Authority, Unit
from samverk.people.models.unit import UnitAuthority


class MovesBackwards(Exception):
    """The day lies before the unit's latest move."""


def move_unit(*, actor: Actor, unit: Unit, authority: Authority, from_day: date) -> UnitAuthority:
    """End the present period the day before and begin a new one; old records stay with the old authority (TN-03).

    Raises:
        MovesBackwards: when the unit already moved on or after `from_day`.
    """
    with transaction.atomic():
        latest = UnitAuthority.objects.select_for_update().filter(unit=unit).order_by("-valid_from").first()
        if latest is not None:
            if latest.valid_from >= from_day:
                raise MovesBackwards(f"{unit} moved on {latest.valid_from}")
            latest.valid_to = from_day - timedelta(days=1)
            latest.save(update_fields=["valid_to"])
        period = UnitAuthority.objects.create(unit=unit, authority=authority, valid_from=from_day)
        record_audit(actor=actor, verb="people.move_unit", target=unit, details={"to": authority.name})
    return period

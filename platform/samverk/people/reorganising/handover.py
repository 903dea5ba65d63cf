"""What a part of the organisation holds goes over to another: people, units, departments, responsibility."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.people.models import Authority, Department, Placement, Unit, UnitAuthority
from samverk.people.models.dated import in_words
from samverk.people.reorganising.ledger import Ledger
from samverk.people.reorganising.parts import ONE_DAY, OrganisationPart, StepRefused


class Amend(Protocol):
    """Changes a part from a day on and keeps what it was."""

    def __call__(self, part: OrganisationPart, day: date, ledger: Ledger, **values: object) -> None: ...


#: Key of a child (its uuid, or a placement's number) → the part it goes to.
Where = Callable[[str], OrganisationPart]


def from_day(day: date) -> Q:
    """Rows that exist on `day` or later."""
    return Q(valid_to=None) | Q(valid_to__gte=day)


def under_authority(unit: Unit, day: date) -> Authority:
    """Who answers for the unit on `day`, as far as is known now."""
    period = unit.authority_periods.filter(from_day(day), valid_from__lte=day).select_related("authority").first()
    return period.authority if period else unit.department.authority


def set_authority(unit: Unit, authority: OrganisationPart, day: date, ledger: Ledger) -> None:
    """The unit stands under `authority` from `day` on; old records stay with the old one (TN-03).

    Raises:
        StepRefused: when the unit moves on a later day already.
    """
    assert isinstance(authority, Authority)
    latest = unit.authority_periods.select_for_update().order_by("-valid_from").first()
    if latest is not None and latest.valid_from > day:
        raise StepRefused(_("%(name)s byter nämnd %(day)s.") % {"name": unit, "day": in_words(latest.valid_from)})
    if latest is not None and latest.valid_from == day:
        ledger.change(latest, authority=authority)
        return
    if latest is not None and latest.valid_to is None and latest.authority_id == authority.pk:
        return
    if latest is not None and (latest.valid_to is None or latest.valid_to >= day):
        ledger.change(latest, valid_to=day - ONE_DAY)
    ledger.create(UnitAuthority, unit=unit, authority=authority, valid_from=day)


def place_under(part: Department | Unit, above: OrganisationPart, day: date, ledger: Ledger, amend: Amend) -> None:
    """A department goes to another authority, or a unit to another department; responsibility goes along where it
    was the old one's, and stays where a unit already answered to somebody else."""
    if isinstance(part, Unit):
        assert isinstance(above, Department)
        followed = under_authority(part, day).pk == part.department.authority_id
        amend(part, day, ledger, department=above)
        if followed:
            set_authority(part, above.authority, day, ledger)
        return
    assert isinstance(above, Authority)
    units = [unit for unit in _units(part, day) if under_authority(unit, day).pk == part.authority_id]
    amend(part, day, ledger, authority=above)
    for unit in units:
        set_authority(unit, above, day, ledger)


def _units(department: Department, day: date) -> list[Unit]:
    rows = Unit.objects.filter(from_day(day), department=department).select_related("department")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def hand_over(
    part: OrganisationPart, day: date, ledger: Ledger, to: Callable[[str], OrganisationPart], amend: Amend
) -> None:
    """Everything that `part` holds on `day` or later goes where `to` says; what goes to itself stays."""
    if isinstance(part, Unit):
        _hand_over_people(part, day, ledger, to)
    elif isinstance(part, Department):
        for unit in _units(part, day):
            above = to(str(unit.uuid))
            if above.pk != part.pk:
                place_under(unit, above, max(day, unit.valid_from), ledger, amend)
    else:
        departments = Department.objects.filter(from_day(day), authority=part).select_for_update().order_by("pk")
        goes = {}
        for department in departments:
            goes[department.pk] = to(str(department.uuid))
            if goes[department.pk].pk != part.pk:
                place_under(department, goes[department.pk], max(day, department.valid_from), ledger, amend)
        periods = UnitAuthority.objects.filter(from_day(day), authority=part).select_related("unit")
        for period in periods:
            target = to(str(period.unit.uuid))
            if target.pk != part.pk:
                set_authority(period.unit, target, max(day, period.valid_from), ledger)


def _hand_over_people(unit: Unit, day: date, ledger: Ledger, to: Where) -> None:
    """Each placement ends and goes on at the successor, with title and days; nobody gets two of the same."""
    placements = Placement.objects.filter(from_day(day), unit=unit).select_for_update().order_by("pk")
    for placement in placements:
        target = to(str(placement.pk))
        assert isinstance(target, Unit)
        if target.pk == unit.pk:
            continue
        if placement.valid_from >= day:
            ledger.change(placement, unit=target)
            continue
        until = placement.valid_to
        ledger.change(placement, valid_to=day - ONE_DAY)
        if _is_there_already(placement, target, day, until):
            continue
        ledger.create(
            Placement,
            user=placement.user,
            unit=target,
            title=placement.title,
            is_head=placement.is_head,
            valid_from=day,
            valid_to=until,
        )


def _is_there_already(placement: Placement, target: Unit, day: date, until: date | None) -> bool:
    there = Placement.objects.filter(unit=target, user=placement.user_id, valid_from__lte=day)
    if placement.is_head:
        there = there.filter(is_head=True)
    return there.filter(Q(valid_to=None) if until is None else from_day(until)).exists()


def left_behind(part: OrganisationPart, day: date) -> str:
    """What would be without a home if the part ended; empty when nothing."""
    left: list[Any] = []
    if isinstance(part, Unit):
        people = Placement.objects.filter(from_day(day), unit=part).values("user").distinct().count()
        if people:
            left.append(ngettext("%(n)d person arbetar där", "%(n)d personer arbetar där", people) % {"n": people})
        return ", ".join(left)
    if isinstance(part, Authority):
        departments = Department.objects.filter(from_day(day), authority=part).count()
        if departments:
            words = ngettext("%(n)d förvaltning hör dit", "%(n)d förvaltningar hör dit", departments)
            left.append(words % {"n": departments})
        units = UnitAuthority.objects.filter(from_day(day), authority=part).count()
    else:
        units = Unit.objects.filter(from_day(day), department=part).count()
    if units:
        left.append(ngettext("%(n)d enhet hör dit", "%(n)d enheter hör dit", units) % {"n": units})
    return ", ".join(left)

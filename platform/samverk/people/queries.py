"""Reads about the organisation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch
from django.utils.translation import ngettext

from samverk.people.models import Authority, Department, Placement, Unit
from samverk.people.models.dated import on
from samverk.people.models.unit import UnitAuthority


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One line of the organisation tree."""

    label: str
    note: str
    children: tuple["TreeNode", ...]
    open: bool = False
    url: str = ""


def organisation(day: date) -> tuple[TreeNode, ...]:
    """The organisation as it is on `day`: authorities with their departments and units; four queries."""
    counts = dict(
        Placement.objects.filter(on(day)).order_by().values_list("unit").annotate(people=Count("user", distinct=True))
    )
    units = Unit.objects.filter(on(day))
    departments = Department.objects.filter(on(day)).prefetch_related(Prefetch("units", queryset=units))
    authorities = Authority.objects.filter(on(day)).prefetch_related(Prefetch("departments", queryset=departments))
    return tuple(_authority(authority, counts) for authority in authorities)


def _authority(authority: Authority, counts: dict[int, int]) -> TreeNode:
    departments = [_department(department, counts) for department in authority.departments.all()]
    return TreeNode(
        label=authority.name,
        open=True,
        note=_note(authority),
        children=tuple(node for node, _people in departments),
    )


def _department(department: Department, counts: dict[int, int]) -> tuple[TreeNode, int]:
    """The department with its units. Somebody who works at two units is counted at both."""
    units = [(unit.name, counts.get(unit.pk, 0)) for unit in department.units.all()]
    people = sum(number for _name, number in units)
    children = tuple(TreeNode(name, _people(number), ()) for name, number in units)
    return TreeNode(label=department.name, note=_people(people), children=children), people


def _people(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d personer", number) % {"number": number}


def _note(authority: Authority) -> str:
    """The sort of authority, where the name does not say it already."""
    told = str(authority.get_kind_display())
    return "" if told.lower().rstrip("en") in authority.name.lower() else told


def responsible_authority(*, unit: Unit, day: date) -> Authority | None:
    """Under which authority a unit stands on a day (TN-03), or None when it did not exist."""
    period = UnitAuthority.objects.filter(on(day)).filter(unit=unit).select_related("authority").first()
    return period.authority if period else None


@dataclass(frozen=True, slots=True)
class Head:
    """Whom to call at a unit."""

    unit: str
    name: str
    title: str
    email: str


def heads(day: date) -> list[Head]:
    """The heads of all units on a day, by unit, without anybody whose identity is protected (LAW-24); one query."""
    places = Placement.objects.filter(
        on(day), on(day, "unit__"), is_head=True, user__is_active=True, user__is_protected=False
    )
    rows = places.select_related("user", "unit").order_by("unit__order", "unit__name", "user__display_name")
    return [
        Head(unit=row.unit.name, name=row.user.display_name, title=row.title, email=row.user.email)
        for row in rows
        if row.user.is_internal
    ]

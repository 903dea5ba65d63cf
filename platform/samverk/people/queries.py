"""Reads about the organisation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch

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
    return tuple(
        TreeNode(
            label=authority.name,
            open=True,
            note=_note(authority),
            children=tuple(
                TreeNode(
                    label=department.name,
                    note="",
                    children=tuple(
                        TreeNode(unit.name, str(counts.get(unit.pk, 0)), ()) for unit in department.units.all()
                    ),
                )
                for department in authority.departments.all()
            ),
        )
        for authority in authorities
    )


def _note(authority: Authority) -> str:
    """The sort of authority, where the name does not say it already."""
    told = str(authority.get_kind_display())
    return "" if told.lower().rstrip("en") in authority.name.lower() else told


def responsible_authority(*, unit: Unit, day: date) -> Authority | None:
    """Under which authority a unit stands on a day (TN-03), or None when it did not exist."""
    period = UnitAuthority.objects.filter(on(day)).filter(unit=unit).select_related("authority").first()
    return period.authority if period else None

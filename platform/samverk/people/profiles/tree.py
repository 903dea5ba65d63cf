"""Today's organisation as a list of ways to narrow the directory; one query."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, IntegerField, UUIDField, Value

from samverk.kernel.swedish_order import swedish_order
from samverk.people.models import Authority, Department, Unit
from samverk.people.models.dated import on


@dataclass(frozen=True, slots=True)
class Branch:
    """An authority, department or unit.

    Attributes:
        uuid, name: which.
        below: what stands under it.
        is_open: is it, or something under it, the one that is chosen.
        is_chosen: is it the one.
    """

    uuid: UUID
    name: str
    below: tuple["Branch", ...]
    is_open: bool
    is_chosen: bool


def branches(*, day: date, chosen: UUID | None) -> tuple[Branch, ...]:
    """Authorities that have departments, with these and their units, in the organisation's own order."""
    nothing = Value(None, output_field=UUIDField())
    levels = (
        (0, Authority.objects.annotate(above=nothing)),
        (1, Department.objects.annotate(above=F("authority__uuid"))),
        (2, Unit.objects.annotate(above=F("department__uuid"))),
    )
    rows = [
        found.filter(on(day))
        .order_by()
        .annotate(level=Value(level, output_field=IntegerField()))
        .values_list("level", "order", "name", "uuid", "above")
        for level, found in levels
    ]
    below: dict[UUID | None, list[tuple[UUID, str]]] = {}
    for _level, _order, name, uuid, above in sorted(
        rows[0].union(*rows[1:], all=True), key=lambda row: (row[0], row[1], swedish_order(row[2]))
    ):
        below.setdefault(above, []).append((uuid, name))
    return tuple(branch for branch in _under(None, below, chosen) if branch.below)


def _under(above: UUID | None, below: dict[UUID | None, list[tuple[UUID, str]]], chosen: UUID | None) -> list[Branch]:
    found = []
    for uuid, name in below.get(above, ()):
        inner = tuple(_under(uuid, below, chosen))
        is_open = uuid == chosen or any(branch.is_open for branch in inner)
        found.append(Branch(uuid, name, inner, is_open, uuid == chosen))
    return found

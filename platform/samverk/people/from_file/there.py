"""What is there on a day, by name; what the file's rows make is added as they are judged."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from samverk.identity.models import INTERNAL, User
from samverk.people.from_file.reading import FileRow
from samverk.people.models import Authority, Department, Placement, Unit
from samverk.people.models.dated import on
from samverk.people.models.unit import UnitAuthority

#: Names are compared without regard to capitals: a list is typed by hand.
Name = str


def key(name: str) -> Name:
    """As names are compared."""
    return name.casefold()


@dataclass(slots=True)
class There:
    """Parts of the organisation, by name.

    Attributes:
        authorities: name → id.
        departments: name → (id, its authority's id) of each that is called so.
        units: (department's id, name) → (id, id of the authority that answers for it).
        heads: unit's id → who leads it.
        people: user name or address, in small letters → who has it.
        names: id → name, of all of these.
        spoken_of: names of authorities that there are or that the file names: where there is but one, a department
            need not say that it is under it.
    """

    authorities: dict[Name, UUID]
    departments: dict[Name, list[tuple[UUID, UUID]]]
    units: dict[tuple[UUID, Name], tuple[UUID, UUID]]
    heads: dict[UUID, set[UUID]]
    people: dict[str, set[UUID]]
    names: dict[UUID, str] = field(default_factory=dict)
    spoken_of: set[Name] = field(default_factory=set)


def what_is_there(*, day: date, rows: Sequence[FileRow]) -> There:
    """Six queries, whatever the file holds.

    Args:
        day: the plan's.
        rows: of the file.
    """
    there = There({}, defaultdict(list), {}, defaultdict(set), defaultdict(set))
    for uuid, name in Authority.objects.filter(on(day)).values_list("uuid", "name"):
        there.authorities[key(name)] = uuid
        there.names[uuid] = name
    for uuid, name, above in Department.objects.filter(on(day)).values_list("uuid", "name", "authority__uuid"):
        there.departments[key(name)].append((uuid, above))
        there.names[uuid] = name
    own = dict(UnitAuthority.objects.filter(on(day)).values_list("unit__uuid", "authority__uuid"))
    units = Unit.objects.filter(on(day)).values_list("uuid", "name", "department__uuid", "department__authority__uuid")
    for uuid, name, above, theirs in units:
        there.units[above, key(name)] = (uuid, own.get(uuid, theirs))
        there.names[uuid] = name
    leading = Placement.objects.filter(on(day), is_head=True).values_list("unit__uuid", "user__uuid")
    for uuid, person in leading.order_by():
        there.heads[uuid].add(person)
    there.spoken_of = {*there.authorities, *(key(row.authority) for row in rows if row.authority)}
    _find_people(there, {row.head.lower() for row in rows if row.head})
    return there


def _find_people(there: There, wanted: set[str]) -> None:
    """Those who work here and whose names may be seen: nobody learns from a file who is protected (LAW-24)."""
    if not wanted:
        return
    people = User.objects.filter(is_active=True, is_protected=False, capacity__in=INTERNAL)
    found = people.annotate(low=Lower("username"), address=Lower("email")).filter(
        Q(low__in=wanted) | Q(address__in=wanted)
    )
    for uuid, low, address in found.values_list("uuid", "low", "address"):
        for text in {low, address} & wanted:
            there.people[text].add(uuid)

"""Reads about the organisation."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import ngettext

from samverk.identity.models import User
from samverk.identity.rights.queries import begins_word
from samverk.kernel.swedish_order import swedish_order
from samverk.people.models import (
    Authority,
    Department,
    Earlier,
    Placement,
    PlanState,
    ReorganisationPlan,
    RoleAssignment,
    Unit,
)
from samverk.people.models.dated import on
from samverk.people.models.unit import UnitAuthority
from samverk.people.roles.states import RoleVacancy, role_vacancies

__all__ = ["Node", "RoleVacancy", "TreeNode", "nodes_on", "organisation", "responsible_authority", "role_vacancies"]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One line of the organisation tree."""

    label: str
    note: str
    children: tuple["TreeNode", ...]
    open: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An authority, department or unit as it is on a day.

    Attributes:
        uuid: of the part.
        level: authority, department or unit.
        name: that day.
        parent: what it stands under that day; None for an authority.
        people: how many work there; somebody who works at two units is counted at both.
        kind: of an authority, in words.
    """

    uuid: UUID
    level: str
    name: str
    parent: UUID | None
    people: int
    kind: str = ""


def nodes_on(day: date) -> tuple[Node, ...]:
    """Everything there is on `day`, in the organisation's order; five queries.

    Args:
        day: past or to come; what plans will change later is not in it.
    """
    earlier = {row.subject: row for row in Earlier.objects.filter(on(day))}
    counts: dict[int, int] = dict(
        Placement.objects.filter(on(day), user__is_protected=False)
        .order_by()
        .values_list("unit")
        .annotate(people=Count("user", distinct=True))
    )
    levels = (
        ("authority", Authority.objects.filter(on(day))),
        ("department", Department.objects.filter(on(day)).annotate(above=F("authority__uuid"))),
        ("unit", Unit.objects.filter(on(day)).annotate(above=F("department__uuid"))),
    )
    return tuple(node for level, rows in levels for node in _in_order(level, rows, earlier, counts))


def _in_order(
    level: str, rows: Iterable[Authority | Department | Unit], earlier: dict[UUID, Earlier], counts: dict[int, int]
) -> list[Node]:
    """By the order they were given, then by the name of that day: a new name must not reorder what is past."""
    found = []
    for row in rows:
        was = earlier.get(row.uuid)
        name, parent = (was.name, was.parent) if was else (row.name, getattr(row, "above", None))
        people = counts.get(row.pk, 0) if level == "unit" else 0
        kind = str(row.get_kind_display()) if isinstance(row, Authority) else ""
        found.append(((row.order, swedish_order(name), row.pk), Node(row.uuid, level, name, parent, people, kind)))
    return [node for _key, node in sorted(found, key=lambda pair: pair[0])]


def organisation(day: date) -> tuple[TreeNode, ...]:
    """The organisation as it is on `day`: authorities with their departments and units."""
    return tree_of(nodes_on(day))


def tree_of(nodes: tuple[Node, ...], *, marks: Mapping[UUID, str] | None = None) -> tuple[TreeNode, ...]:
    """Nodes as the tree that is shown.

    Args:
        nodes: of one day.
        marks: what to say beside some of them; with it, the whole tree is open.
    """
    below: dict[UUID | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent].append(node)
    return tuple(_branch(node, below, marks) for node in nodes if node.level == "authority")


def _branch(node: Node, below: dict[UUID | None, list[Node]], marks: Mapping[UUID, str] | None) -> TreeNode:
    """A part with what is below it. Somebody who works at two units is counted at both."""
    under = below[node.uuid] if node.level != "unit" else []
    people = node.people + sum(unit.people for unit in under if node.level == "department")
    note = _kind_note(node) if node.level == "authority" else people_note(people)
    mark = (marks or {}).get(node.uuid, "")
    return TreeNode(
        label=node.name,
        note=" · ".join(text for text in (note, mark) if text),
        children=tuple(_branch(child, below, marks) for child in under),
        open=node.level == "authority" or marks is not None,
        url=part_url(node.uuid) if marks is None else "",
    )


def part_url(uuid: UUID) -> str:
    """The page about a unit, department or authority."""
    return reverse("people:part", args=[uuid])


def people_note(number: int) -> str:
    """How many work there, in words."""
    return ngettext("%(number)d person", "%(number)d personer", number) % {"number": number}


def _kind_note(authority: Node) -> str:
    """The sort of authority, where the name does not say it already."""
    return "" if authority.kind.lower().rstrip("en") in authority.name.lower() else authority.kind


def responsible_authority(*, unit: Unit, day: date) -> Authority | None:
    """Under which authority a unit stands on a day (TN-03), or None when it did not exist.

    A unit that nobody has placed under an authority of its own answers to its department's.
    """
    period = UnitAuthority.objects.filter(on(day)).filter(unit=unit).select_related("authority").first()
    if period is not None:
        return period.authority
    if unit.valid_from > day or (unit.valid_to is not None and unit.valid_to < day):
        return None
    facts = Earlier.objects.filter(on(day))
    was = facts.filter(subject=unit.uuid).first()
    department = Department.objects.get(uuid=was.parent) if was and was.parent else unit.department
    above = facts.filter(subject=department.uuid).first()
    return Authority.objects.get(uuid=above.parent) if above and above.parent else department.authority


def persons_named(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """uuid → name of persons whose name everybody may read (LAW-24); one query."""
    return dict(User.objects.filter(uuid__in=uuids, is_protected=False).values_list("uuid", "display_name"))


def named(uuids: "QuerySet[Any] | Iterable[UUID]") -> dict[UUID, tuple[str, str]]:
    """uuid → (level, today's name) of units, departments and authorities; one query.

    Args:
        uuids: or a query that gives them.
    """
    levels = (("unit", Unit), ("department", Department), ("authority", Authority))
    rows = [
        model._default_manager.order_by()
        .filter(uuid__in=uuids)
        .annotate(level=Value(level))
        .values_list("uuid", "level", "name")
        for level, model in levels
    ]
    return {uuid: (level, name) for uuid, level, name in rows[0].union(*rows[1:], all=True)}


def heads_of(*, unit: UUID, day: date) -> list[str]:
    """Who leads a unit on `day`, by name; nobody with a protected identity. One query."""
    rows = Placement.objects.filter(on(day), unit__uuid=unit, is_head=True)
    rows = rows.filter(user__is_active=True, user__is_protected=False)
    return list(rows.order_by("user__display_name").values_list("user__display_name", flat=True))


def people_of(*, unit: Unit, day: date) -> "QuerySet[Placement]":
    """Who works in a unit on `day`, heads first; nobody with a protected identity (LAW-24), nobody who has left."""
    rows = Placement.objects.filter(on(day), unit=unit, user__is_active=True, user__is_protected=False)
    return rows.select_related("user").order_by("-is_head", "user__display_name", "pk")


def placed_in(word: str, day: date) -> Q:
    """Condition on users: a word of their unit's name or their title there begins with this one."""
    found = Placement.objects.filter(on(day)).filter(begins_word("unit__name", word) | begins_word("title", word))
    return Q(pk__in=found.values("user"))


def workplaces(users: Collection[int], day: date) -> dict[int, list[str]]:
    """Key of each user → "Handläggare, Socialkontoret" for every placement on the day; one query."""
    found: dict[int, list[str]] = {}
    rows = Placement.objects.filter(on(day), user__in=users).values_list("user_id", "title", "unit__name")
    for user, title, unit in rows:
        found.setdefault(user, []).append(f"{title}, {unit}")
    return found


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


def plans() -> "QuerySet[ReorganisationPlan]":
    """Every plan that was not put away, latest day first."""
    return ReorganisationPlan.objects.exclude(state=PlanState.CANCELLED)


def history_of_role(key: str) -> "QuerySet[RoleAssignment]":
    """Who has held, holds and will hold a role, latest first."""
    return RoleAssignment.objects.filter(role=key).select_related("user").order_by("-valid_from", "-pk")


def placements_held(*, user: User) -> int:
    """How many places in units a person has that do not end by themselves."""
    return Placement.objects.filter(user=user, valid_to=None).count()


def roles_held(*, user: User) -> int:
    """The same of roles."""
    return RoleAssignment.objects.filter(user=user, valid_to=None).count()

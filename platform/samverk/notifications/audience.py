"""Who is to be told of an event, and why: the strongest role of each, within what they may see."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samverk.identity.models import User
from samverk.identity.models.user import SUPPORT_ISSUER
from samverk.kernel.registries import stand_ins
from samverk.kernel.subjects import Ref, subject_kinds
from samverk.notifications.events import MyRole
from samverk.people.models import Placement
from samverk.people.models.dated import on

#: Roles in which somebody waits for an answer: who is away is stood in for.
CALLED_UPON = (MyRole.ADDRESSED, MyRole.OWNER)
#: More keys than this are compared in Python instead of being sent along.
MANY = 500


@dataclass(frozen=True, slots=True)
class Why:
    """Why one person is told.

    Attributes:
        role: the strongest one.
        instead_of: key of the user the person stands in for; None where it is about themselves.
    """

    role: MyRole
    instead_of: int | None = None


def audience_of(
    *, ref: Ref, by: int | None, audience: dict[str, Any], day: date, readers: "QuerySet[User] | None" = None
) -> dict[int, Why]:
    """User key → why, in the order of the keys; a fixed number of queries, whatever the number of people.

    Args:
        ref: the thing; its room says who may see it.
        by: who did it, and is not told.
        audience: as `Event.audience`.
        day: today.
        readers: who may see it, where it does not exist yet.
    """
    return audiences_of(ref=ref, told=[(by, audience)], day=day, readers=readers)[0]


def audiences_of(
    *,
    ref: Ref,
    told: Sequence[tuple[int | None, dict[str, Any]]],
    day: date,
    readers: "QuerySet[User] | None" = None,
) -> list[dict[int, Why]]:
    """The same for several events about one thing, asked together.

    Args:
        told: who did it and the audience, of each.
    """
    if ref.kind not in subject_kinds:
        return [{} for _each in told]
    people = subject_kinds[ref.kind].readers(ref.key) if readers is None else readers
    roles = [_named(audience, day) for _by, audience in told]
    named = {user for each in roles for user in each}
    asks_all = len(named) > MANY or any(audience.get("everybody") for _by, audience in told)
    allowed = _allowed(people, None if asks_all else named, day)
    found = []
    for (by, audience), each in zip(told, roles, strict=True):
        reached = {user: Why(role) for user, role in each.items() if user in allowed}
        if audience.get("everybody"):
            for user in allowed:
                reached.setdefault(user, Why(MyRole.EVERYBODY))
        reached.pop(by or 0, None)
        found.append((by, reached))
    _let_stand_in(found, people=people, day=day)
    return [dict(sorted(reached.items())) for _by, reached in found]


def with_found(audience: dict[str, Any], found: Mapping[MyRole, Collection[int]]) -> dict[str, Any]:
    """An event's audience, and those whom its kind finds as it is told (`EventKind.finds`)."""
    users = {role: list(keys) for role, keys in audience.get("users", {}).items()}
    for role, keys in found.items():
        users.setdefault(str(int(role)), []).extend(keys)
    return {**audience, "users": users}


def _named(audience: dict[str, Any], day: date) -> dict[int, MyRole]:
    """Everybody who is named, themselves or by unit or group."""
    found: dict[int, MyRole] = {}

    def add(user: int, role: str) -> None:
        found[user] = min(found.get(user, MyRole.EVERYBODY), MyRole(int(role)))

    for role, keys in audience.get("users", {}).items():
        for key in keys:
            add(key, role)
    placed = Placement.objects.filter(on(day)).values_list("user_id", "unit_id")
    members = User.groups.through.objects.values_list("user_id", "group_id")
    for column, rows, roles in (
        ("unit_id", placed, audience.get("units", {})),
        ("group_id", members, audience.get("groups", {})),
    ):
        for user, role in _of_many(rows, column, roles):
            add(user, role)
    return found


def _of_many(rows: "QuerySet[Any, Any]", column: str, roles: dict[str, list[int]]) -> Iterator[tuple[int, str]]:
    """The people of units or groups, each with the roles they have by them; no query where there are none."""
    wanted = {key for keys in roles.values() for key in keys}
    for user, key in rows.filter(**{f"{column}__in": wanted}) if wanted else ():
        for role, keys in roles.items():
            if key in keys:
                yield user, role


def working(people: "QuerySet[User]", day: date) -> "QuerySet[User]":
    """Those with an open account that day who are not here for support."""
    open_accounts = people.filter(Q(last_day=None) | Q(last_day__gte=day), is_active=True)
    return open_accounts.exclude(issuer=SUPPORT_ISSUER)


def _allowed(people: "QuerySet[User]", keys: Collection[int] | None, day: date) -> set[int]:
    readers = working(people, day)
    if keys is not None:
        readers = readers.filter(pk__in=list(keys))
    return set(readers.order_by().values_list("pk", flat=True))


def _let_stand_in(found: list[tuple[int | None, dict[int, Why]]], *, people: "QuerySet[User]", day: date) -> None:
    """Who is called upon while away is stood in for by somebody who may see the thing too."""
    called = [{user for user, told in reached.items() if told.role in CALLED_UPON} for _by, reached in found]
    everybody = sorted(set().union(*called))
    if not everybody:
        return
    pairs: dict[int, int] = {}
    for who in stand_ins.values():
        pairs |= who(everybody, day)
    pairs = {away: other for away, other in pairs.items() if other != away}
    if not pairs:
        return
    allowed = _allowed(people, set(pairs.values()), day)
    for (by, reached), here in zip(found, called, strict=True):
        for away, other in pairs.items():
            if away not in here or other == by or other not in allowed:
                continue
            if other not in reached or reached[other].role > reached[away].role:
                reached[other] = Why(reached[away].role, instead_of=away)

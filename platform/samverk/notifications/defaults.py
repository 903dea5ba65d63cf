"""What applies to who has not chosen: the groups one is in over the site, the site over the code (PF-53)."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db.models import F, QuerySet

from samverk.identity.models import User
from samverk.identity.rights.queries import standing_groups
from samverk.notifications.models import GroupChoice, SiteChoice
from samverk.notifications.ways import Pace, Ways

Key = TypeVar("Key")
_WAYS = ("inbox", "mail", "push")


def ways_of_groups(name: str, people: Collection[int]) -> dict[tuple[int, int], Ways]:
    """(user, role) → what the groups of some people say of a kind of event; one query."""
    rows = _standing().filter(kind=name, group__user__in=people).annotate(member=F("group__user"))
    return _together(((member, role), ways) for member, role, *ways in rows.values_list("member", "role", *_WAYS))


def site_ways(name: str) -> dict[int, Ways]:
    """What the site says for each role of a kind; one query."""
    return {row.role: row.ways for row in SiteChoice.objects.filter(kind=name)}


def usual_for(user: User) -> dict[tuple[str, int], Ways]:
    """(kind, role) → what applies to a person where the code is not asked; two queries."""
    rows = _standing().filter(group__user=user).values_list("kind", "role", *_WAYS)
    return usual_here() | _together(((kind, role), ways) for kind, role, *ways in rows)


def usual_here() -> dict[tuple[str, int], Ways]:
    """(kind, role) → what the site says; one query."""
    return {(row.kind, row.role): row.ways for row in SiteChoice.objects.all()}


def _standing() -> "QuerySet[GroupChoice]":
    return GroupChoice.objects.filter(group__in=standing_groups().values("pk")).order_by()


def _together(rows: Iterable[tuple[Key, list[Any]]]) -> dict[Key, Ways]:
    found: dict[Key, Ways] = {}
    for key, (inbox, mail, push) in rows:
        ways = Ways(inbox=inbox, mail=Pace(mail), push=push)
        found[key] = ways.and_also(found[key]) if key in found else ways
    return found

"""Reads about people and groups, for the site's own maintainers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Count, Func, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Collate, Lower

from samverk.identity import queries
from samverk.identity.house_groups import is_house, label_of
from samverk.identity.models import User
from samverk.identity.oidc.here.models import ClaimRule, Effect
from samverk.identity.rights.models import GroupCard
from samverk.identity.rights.places import places
from samverk.identity.scim.models import ProvisionedGroup

STATES = ("open", "closed")
WORDS = 6


def swedish(field: str) -> Func:
    """Order of the Swedish alphabet, whatever the database's own is (architecture, section 7)."""
    moved = Func(Lower(field), Value("åäöéüæø"), Value("{|}eu|}"), function="translate", output_field=TextField())
    return Collate(moved, "C")


def visible_people(*, viewer: User) -> "QuerySet[User]":
    """Everybody here whom the viewer may see; `identity.queries` decides (LAW-24)."""
    return queries.visible_people(viewer)


def by_name(rows: "QuerySet[User]") -> "QuerySet[User]":
    """In the order of the Swedish alphabet."""
    return rows.order_by(swedish("display_name"), "pk")


def people(
    *, viewer: User, day: date, text: str = "", capacity: str = "", group: int | None = None, state: str = ""
) -> "QuerySet[User]":
    """The people who fit, in the order of the Swedish alphabet, with their groups.

    Args:
        viewer: who asks.
        day: on which units and titles are looked up.
        text: words; each must begin a word of the name, user name, title or unit.
        capacity: one of Capacity, or empty.
        group: key of a group they are in, or None.
        state: open, closed or empty.
    """
    found = visible_people(viewer=viewer)
    for word in text.split()[:WORDS]:
        found = found.filter(_begins_with(word, day))
    if capacity:
        found = found.filter(capacity=capacity)
    if group is not None:
        found = found.filter(pk__in=User.groups.through.objects.filter(group=group).values("user"))
    if state in STATES:
        found = found.filter(is_active=state == "open")
    shown = Prefetch("groups", queryset=standing_groups().order_by("name"))
    return found.order_by(swedish("display_name"), "pk").prefetch_related(shown)


def _begins_with(word: str, day: date) -> Q:
    # What stands in an account that is protected beside its chosen name finds nobody.
    hidden = Q(is_protected=False)
    found = _word("display_name", word) | (hidden & (_word("username", word) | _word("title", word)))
    for source in places.values():
        found |= hidden & source.matching(word, day)
    return found


def _word(field: str, word: str) -> Q:
    return (
        Q(**{f"{field}__istartswith": word})
        | Q(**{f"{field}__icontains": f" {word}"})
        | Q(**{f"{field}__icontains": f"-{word}"})
    )


def begins_word(field: str, word: str) -> Q:
    """Condition: a word of the field begins with this; for rooms that declare `Places`."""
    return _word(field, word)


def standing_groups() -> "QuerySet[Group]":
    """The groups that are not removed."""
    return Group.objects.exclude(card__removed_at__isnull=False)


def removed_groups() -> "QuerySet[GroupCard]":
    """Cards of the removed groups, the last one first."""
    return GroupCard.objects.filter(removed_at__isnull=False).select_related("group").order_by("-removed_at")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group in the list.

    Attributes:
        people: how many active persons the viewer may see.
        follows: names of the directory's groups, and rules of sign-in, that fill it.
    """

    pk: int
    label: str
    description: str
    people: int
    is_house: bool
    follows: tuple[str, ...]


def group_lines(*, viewer: User) -> list[GroupLine]:
    """Every standing group, the house's own first, then by name; three queries."""
    seen = Q(user__is_active=True) & Q(user__in=visible_people(viewer=viewer))
    groups = standing_groups().select_related("card").annotate(people=Count("user", filter=seen, distinct=True))
    follows = sources()
    lines = [
        GroupLine(
            pk=group.pk,
            label=label_of(group.name),
            description=description_of(group),
            people=group.people,
            is_house=is_house(group.name),
            follows=tuple(follows.get(group.name, ())),
        )
        for group in groups
    ]
    from samverk.kernel.swedish_order import swedish_order

    return sorted(lines, key=lambda line: (not line.is_house, swedish_order(line.label)))


def sources() -> dict[str, list[str]]:
    """Name of a group here → what fills it from outside, in the outside's own words; two queries."""
    found: dict[str, list[str]] = {}
    for name, theirs in ProvisionedGroup.objects.filter(house_group__isnull=False).values_list(
        "house_group__name", "display_name"
    ):
        found.setdefault(name, []).append(theirs)
    for rule in ClaimRule.objects.filter(effect=Effect.GROUP):
        found.setdefault(rule.outcome, []).append(f"{rule.claim} = {', '.join(rule.values)}")
    return found


def description_of(group: Group) -> str:
    """What somebody wrote about the group; empty when nobody has."""
    card: Any = getattr(group, "card", None)
    return card.description if card is not None else ""


def members(*, group: Group, viewer: User) -> "QuerySet[User]":
    """The group's people whom the viewer may see, closed accounts too."""
    own = User.groups.through.objects.filter(group=group).values("user")
    return visible_people(viewer=viewer).filter(pk__in=own).order_by(swedish("display_name"), "pk")


def candidates(*, group: Group, viewer: User, day: date, text: str) -> "QuerySet[User]":
    """Active people outside the group who fit the words."""
    own = User.groups.through.objects.filter(group=group).values("user")
    return people(viewer=viewer, day=day, text=text, state="open").exclude(pk__in=own)


def sessions_of(*, user: User, now: datetime) -> int:
    """How many sign-ins of the person still live."""
    from samverk.identity.devices.queries import sign_ins_of

    return sign_ins_of(user=user, now=now).count()

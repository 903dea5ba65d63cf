"""The three kinds of `mentionables` that every site has."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import Group
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.house_groups import label_of
from samverk.identity.models import User
from samverk.identity.queries import visible_people
from samverk.identity.rights.queries import begins_word, standing_groups
from samverk.kernel import clock
from samverk.people.models import Placement, Unit
from samverk.people.models.dated import on
from samverk.social.talk.marks import Mention
from samverk.social.talk.mentionables import GROUP, PERSON, UNIT, Mentionable, Offered

WORDS = 4


def _people(viewer: User) -> "QuerySet[User]":
    """Whom one may mention: active people one may see. Nobody protected, not even by those who protect: a mention
    would say where they are (LAW-24)."""
    rows = visible_people(viewer).filter(is_active=True, is_protected=False)
    # Guests are told only of what they are invited to, and find nobody by browsing names.
    return rows if is_internal(viewer) else rows.none()


def _search_people(viewer: User, text: str, count: int) -> list[Offered]:
    rows = _people(viewer)
    for word in text.split()[:WORDS]:
        rows = rows.filter(begins_word("display_name", word))
    found = rows.order_by("display_name", "pk").values_list("pk", "display_name", "title")[:count]
    return [Offered(Mention(PERSON, pk), name, title) for pk, name, title in found]


def _people_called(viewer: User, names: Collection[str]) -> dict[str, list[int]]:
    rows = _people(viewer).annotate(low=Lower("display_name")).filter(low__in=names)
    return _by_name(rows.values_list("low", "pk"))


def _people_allowed(viewer: User, keys: Collection[int]) -> set[int]:
    return set(_people(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def _names_of_people(keys: Collection[int]) -> dict[int, str]:
    # Of somebody protected this is the name that is shown instead.
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "display_name"))


def _units(viewer: User) -> "QuerySet[Unit]":
    rows = Unit.objects.filter(on(clock.today()))
    return rows if is_internal(viewer) else rows.none()


def _working(prefix: str = "") -> Q:
    today = clock.today()
    return on(today, prefix) & Q(**{f"{prefix}user__is_active": True})


def _search_units(viewer: User, text: str, count: int) -> list[Offered]:
    rows = _units(viewer)
    for word in text.split()[:WORDS]:
        rows = rows.filter(begins_word("name", word))
    told = Count("placements__user", filter=_working("placements__"), distinct=True)
    found = rows.annotate(told=told).order_by("name", "pk").values_list("pk", "name", "department__name", "told")
    return [Offered(Mention(UNIT, pk), name, above, people) for pk, name, above, people in found[:count]]


def _units_called(viewer: User, names: Collection[str]) -> dict[str, list[int]]:
    return _by_name(_units(viewer).annotate(low=Lower("name")).filter(low__in=names).values_list("low", "pk"))


def _units_allowed(viewer: User, keys: Collection[int]) -> set[int]:
    return set(_units(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def _names_of_units(keys: Collection[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=keys).values_list("pk", "name"))


def _people_of_units(keys: Collection[int]) -> int:
    return Placement.objects.filter(_working(), unit__in=keys).order_by().values("user").distinct().count()


def _groups(viewer: User) -> "QuerySet[Group]":
    return standing_groups() if is_internal(viewer) else Group.objects.none()


def _matching_groups(viewer: User) -> list[tuple[int, str]]:
    return [(pk, label_of(name)) for pk, name in _groups(viewer).order_by("pk").values_list("pk", "name")]


def _search_groups(viewer: User, text: str, count: int) -> list[Offered]:
    members = Count("user", filter=Q(user__is_active=True), distinct=True)
    rows = _groups(viewer).annotate(told=members).filter(told__gt=0).order_by("name").values_list("pk", "name", "told")
    words = text.casefold().split()
    found = [
        Offered(Mention(GROUP, pk), label_of(name), "", told)
        for pk, name, told in rows
        if all(any(part.startswith(word) for part in label_of(name).casefold().split()) for word in words)
    ]
    return found[:count]


def _groups_called(viewer: User, names: Collection[str]) -> dict[str, list[int]]:
    return _by_name((name.lower(), pk) for pk, name in _matching_groups(viewer) if name.lower() in names)


def _groups_allowed(viewer: User, keys: Collection[int]) -> set[int]:
    return set(_groups(viewer).filter(pk__in=keys).values_list("pk", flat=True))


def _names_of_groups(keys: Collection[int]) -> dict[int, str]:
    return {pk: label_of(name) for pk, name in Group.objects.filter(pk__in=keys).values_list("pk", "name")}


def _people_of_groups(keys: Collection[int]) -> int:
    return User.objects.filter(is_active=True, groups__in=keys).order_by().values("pk").distinct().count()


def _by_name(rows: "Iterable[tuple[str, int]]") -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, key in rows:
        found.setdefault(name, []).append(key)
    return found


PEOPLE = Mentionable(
    label=_("person"),
    search=_search_people,
    called=_people_called,
    allowed=_people_allowed,
    names=_names_of_people,
    told=len,
    named="SELECT display_name FROM identity_user WHERE id = %s",
)
UNITS = Mentionable(
    label=_("enhet"),
    search=_search_units,
    called=_units_called,
    allowed=_units_allowed,
    names=_names_of_units,
    told=_people_of_units,
    named="SELECT name FROM people_unit WHERE id = %s",
)
GROUPS = Mentionable(
    label=_("grupp"),
    search=_search_groups,
    called=_groups_called,
    allowed=_groups_allowed,
    names=_names_of_groups,
    told=_people_of_groups,
    named="SELECT name FROM auth_group WHERE id = %s",
    shown=label_of,
)

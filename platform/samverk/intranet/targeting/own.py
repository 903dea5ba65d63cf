"""Which targets the reader is among, and how near each is."""

from dataclasses import dataclass
from enum import IntEnum

from django.core.cache import cache

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.intranet.companies import standing
from samverk.intranet.targeting.keys import part_key, place_key, role_key, title_key
from samverk.kernel import clock
from samverk.people.roles.catalogue import BY_KEY
from samverk.people.standing.queries import Beside, beside_of, beside_on

#: A new role or workplace of somebody who has no place in the organisation counts within so many seconds.
BESIDE_SECONDS = 300


class Near(IntEnum):
    """How near what it is directed to stands to the reader; by how many days it goes before news to everybody."""

    OTHERS = -3
    EVERYBODY = 0
    PROFESSION = 4
    PLACE = 5
    AUTHORITY = 6
    DEPARTMENT = 9
    UNIT = 12


@dataclass(frozen=True, slots=True)
class Own:
    """One target the reader is among, and what it is called."""

    near: Near
    name: str


_MEMORY = "_samverk_own_targets"


def own_targets(user: object) -> dict[str, Own]:
    """Every key the reader is among; one query a request, which the page's rights have asked already."""
    if not is_person(user):
        return {}
    kept: dict[str, Own] | None = user.__dict__.get(_MEMORY)
    if kept is None:
        kept = user.__dict__[_MEMORY] = _own_targets(user)
    return kept


def _own_targets(user: User) -> dict[str, Own]:
    found: dict[str, Own] = {}
    for place in standing(user):
        found.setdefault(title_key(place.title), Own(Near.PROFESSION, place.title))
        found[part_key(place.authority)] = Own(Near.AUTHORITY, place.authority_name)
        found[part_key(place.department)] = Own(Near.DEPARTMENT, place.department_name)
        found[part_key(place.unit)] = Own(Near.UNIT, place.unit_name)
    beside = _beside(user)
    for role in beside.roles:
        if role in BY_KEY:
            found[role_key(role)] = Own(Near.PROFESSION, str(BY_KEY[role].label))
    if beside.workplace and user.is_internal:
        found[place_key(beside.workplace)] = Own(Near.PLACE, beside.workplace)
    return found


def _beside(user: User) -> Beside:
    """With the places; of who works nowhere asked for now and then, since without a place it only ranks."""
    today = clock.today()
    found = beside_on(user, today)
    if found is None:
        key = f"intranet:beside:{user.pk}"
        found = cache.get(key)
        if found is None:
            found = beside_of(user.pk, today)
            cache.set(key, found, BESIDE_SECONDS)
    return found


def nearest(targets: list[str], own: dict[str, Own]) -> tuple[Near, str]:
    """The nearest of a piece of news' targets, with its name; nameless when it is for everybody or for others."""
    if not targets:
        return Near.EVERYBODY, ""
    mine = [own[key] for key in targets if key in own]
    if not mine:
        return Near.OTHERS, ""
    best = max(mine, key=lambda each: each.near)
    return best.near, best.name

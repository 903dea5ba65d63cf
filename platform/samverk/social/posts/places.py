"""Where a post can stand, and who reads it there. Rooms above declare places of their own kinds."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverk.kernel.registries import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverk.identity.models import User

#: Everybody who belongs to the organisation.
SITE = "site"


@dataclass(frozen=True, slots=True)
class Place:
    """One place a person belongs to.

    Attributes:
        key: `site`, or kind and key: `unit:<uuid>`; at most 60 characters.
        label: what people call it.
        leads: does the person lead it, and may pin and answer there.
        own: is it the narrowest the person belongs to: their own unit.
    """

    key: str
    label: str
    leads: bool = False
    own: bool = False

    @property
    def kind(self) -> str:
        """What sort of place: site, authority, department, unit …"""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """Places of one or more kinds, told by the room that has them.

    Attributes:
        kinds: the words before the colon.
        mine: (user, day) → where the person belongs now; one query at most.
        readers: (key of a place) → the active users who belong there now.
        counts: (keys of places) → how many belong to each; one query.
    """

    kinds: tuple[str, ...]
    mine: "Callable[[User, date], list[Place]]"
    readers: "Callable[[str], QuerySet[User]]"
    counts: Callable[[Collection[str]], dict[str, int]]


place_sources: Registry[PlaceSource] = Registry("places of posts")


def source_of(key: str) -> PlaceSource | None:
    """Who knows the place; None when nobody does any longer."""
    kind = key.partition(":")[0]
    return next((source for source in place_sources.values() if kind in source.kinds), None)

"""Where people work: known in a room above (people), which declares it here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samverk.identity.models import User
from samverk.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class Places:
    """One room's knowledge.

    Attributes:
        matching: (word, day) → condition on users whose unit or title there begins with the word.
        told: (keys of users, day) → key → "Handläggare, Socialkontoret"; one query.
    """

    matching: Callable[[str, date], Q]
    told: Callable[[Collection[int], date], dict[int, list[str]]]


places: Registry[Places] = Registry("where people work")


def places_of(users: Collection[User], day: date) -> dict[int, list[str]]:
    """Key of each user → where they work, in words; a fixed number of queries."""
    keys = [user.pk for user in users]
    found: dict[int, list[str]] = {}
    for source in places.values():
        for key, told in source.told(keys, day).items():
            found.setdefault(key, []).extend(told)
    return found

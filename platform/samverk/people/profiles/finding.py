"""Finding people by name, title, unit, skill, what they can be asked about, or phone number.

Each word is looked up by its own index in each place and the answers are joined by key; the database never walks
through all people (decision 0022). Words are found from their beginning; those of skills and units, which are few,
anywhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from samverk.identity.models import Capacity, User
from samverk.people.models import Authority, Department, Placement, Profile, Unit
from samverk.people.models.dated import on
from samverk.people.profiles.access import listed
from samverk.people.profiles.skills import visible_skills

WORDS, SHORTEST_NUMBER = 6, 4
_WORD = re.compile(r"[\w]+(?:[-'’.&/][\w]+)*")
_NUMBER = re.compile(r"^[\d\s+()/-]+$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for.

    Attributes:
        text: words; every one must be found somewhere.
        part: a unit, department or authority, or None.
        capacity: one of Capacity, or empty.
        place: a place of work, exactly, or empty.
        municipality: whom they act for, exactly, or empty.
    """

    text: str = ""
    part: UUID | None = None
    capacity: str = ""
    place: str = ""
    municipality: str = ""

    @property
    def narrows(self) -> bool:
        """Is anything but everybody asked for."""
        return bool(self.text.strip() or self.part or self.capacity or self.place or self.municipality)


def found_people(*, viewer: User, wanted: Wanted, day: date) -> "QuerySet[User]":
    """Those in the directory who fit, in no order; for viewers who may read it.

    Args:
        viewer: who looks; their units and what others let them find decide about skills.
        wanted: what for.
        day: today.
    """
    found = User.objects.filter(listed(day))
    if wanted.capacity in Capacity.values:
        found = found.filter(capacity=wanted.capacity)
    if wanted.municipality:
        found = found.filter(acting_for_name=wanted.municipality)
    if wanted.place:
        found = found.filter(profile__workplace=wanted.place)
    if wanted.part is not None:
        found = found.filter(pk__in=Placement.objects.filter(on(day), _below(wanted.part)).values("user"))
    text = wanted.text.strip()
    if _NUMBER.match(text):
        digits = re.sub(r"\D", "", text)
        digits = "0" + digits[2:] if text.startswith("+46") else digits
        if len(digits) < SHORTEST_NUMBER:
            return found.none()
        return found.filter(profile__digits__contains=digits)
    words = _WORD.findall(text)[:WORDS]
    if text and not words:
        return found.none()
    for word in words:
        found = found.filter(pk__in=_with_word(viewer, word, day))
    return found


def _below(part: UUID) -> Q:
    return Q(unit__uuid=part) | Q(unit__department__uuid=part) | Q(unit__department__authority__uuid=part)


def _with_word(viewer: User, word: str, day: date) -> "QuerySet[Any]":
    """Keys of the people for whom the word says something; one answer for each place it can stand in."""
    begins = _begins(word)
    names = User.objects.annotate(words=SearchVector("display_name", "title", config="simple"))
    titles = Placement.objects.annotate(words=SearchVector("title", config="simple")).filter(on(day))
    profiles = Profile.objects.annotate(words=SearchVector("ask_about", "workplace", config="simple"))
    places = [
        names.filter(words=begins).order_by().values("pk"),
        titles.filter(words=begins).order_by().values("user"),
        profiles.filter(words=begins).order_by().values("user"),
    ]
    if len(word) > 1:
        units = Unit.objects.filter(on(day), name__icontains=word).values("pk")
        places.append(Placement.objects.filter(on(day), unit__in=units).order_by().values("user"))
        known = visible_skills(viewer, day).filter(skill__key__contains=word.casefold())
        places.append(known.order_by().values("user"))
    return places[0].union(*places[1:])


def _begins(word: str) -> SearchQuery:
    """`word:*`; signs that mean something to the database are quoted away."""
    quoted = word.replace("\\", "").replace("'", "''")
    return SearchQuery(f"'{quoted}':*", config="simple", search_type="raw")


def parts_named(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of units, departments and authorities; one query."""
    rows = [m._default_manager.order_by().filter(uuid__in=uuids).values_list("uuid", "name")
            for m in (Unit, Department, Authority)]  # fmt: skip
    return dict(rows[0].union(*rows[1:], all=True))

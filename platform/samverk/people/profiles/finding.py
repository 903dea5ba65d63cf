"""Finding people by name, title, unit, skill, what they can be asked about, or phone number.

Each word is looked up by its own index in each place and the answers are joined by key; the database never walks
through all people (decision 0022). Words are found from their beginning; those of skills and units, which are few,
anywhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex, Upper

from samverk.identity.models import Capacity, User
from samverk.people.models import Authority, Department, Placement, Profile, Unit
from samverk.people.models.dated import on
from samverk.people.profiles.access import listed
from samverk.people.profiles.skills import skills_visible_to

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


class Word(NamedTuple):
    """A word in the shape each place is asked for it.

    Attributes:
        begins: a question to an index of words: those that begin with it.
        letters: anywhere in the name of a unit, with small or capital letters; empty for one letter, which is in most.
        key: anywhere in a skill; empty where `letters` is.
    """

    begins: str
    letters: str = ""
    key: str = ""


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
    if is_number(text):
        digits = re.sub(r"\D", "", text)
        digits = "0" + digits[2:] if text.startswith("+46") else digits
        if len(digits) < SHORTEST_NUMBER:
            return found.none()
        return found.filter(profile__digits__contains=digits)
    words = words_in(text)
    return found.none() if text and not words else with_words(found, words, viewer=viewer.pk, day=day)


def words_in(text: str) -> list[Word]:
    """The words that people are looked for by; none for a number."""
    found = () if is_number(text) else _WORD.findall(text)[:WORDS]
    return [Word(_begins(each), each, each.casefold()) if len(each) > 1 else Word(_begins(each)) for each in found]


def is_number(text: str) -> bool:
    """Is somebody looked for by a phone number."""
    return _NUMBER.match(text) is not None


def with_words(found: "QuerySet[User]", words: Iterable[Word], *, viewer: int, day: date) -> "QuerySet[User]":
    """Those of them for whom each word says something.

    Args:
        found: people who may be found.
        words: of `words_in`.
        viewer: key of who looks; their units and what others let them find decide about skills.
        day: today.
    """
    for word in words:
        found = found.filter(pk__in=_with_word(viewer, word, day))
    return found


def _below(part: UUID) -> Q:
    return Q(unit__uuid=part) | Q(unit__department__uuid=part) | Q(unit__department__authority__uuid=part)


def _with_word(viewer: int, word: Word, day: date) -> "QuerySet[Any]":
    """Keys of the people for whom the word says something; one answer for each place it can stand in."""
    begins = SearchQuery(word.begins, config="simple", search_type="raw")
    names = User.objects.alias(words=SearchVector("display_name", "title", config="simple"))
    titles = Placement.objects.alias(words=SearchVector("title", config="simple")).filter(on(day))
    profiles = Profile.objects.alias(words=SearchVector("ask_about", "workplace", config="simple"))
    places = [
        names.filter(words=begins).order_by().values("pk"),
        titles.filter(words=begins).order_by().values("user"),
        profiles.filter(words=begins).order_by().values("user"),
    ]
    if word.letters:
        at = StrIndex(Upper("name"), Upper(Value(word.letters)))
        units = Unit.objects.alias(at=at).filter(on(day), at__gt=0).values("pk")
        places.append(Placement.objects.filter(on(day), unit__in=units).order_by().values("user"))
        known = skills_visible_to(viewer, day).alias(at=StrIndex("skill__key", Value(word.key))).filter(at__gt=0)
        places.append(known.order_by().values("user"))
    return places[0].union(*places[1:])


def _begins(word: str) -> str:
    """`word:*`; signs that mean something to the database are quoted away."""
    quoted = word.replace("\\", "").replace("'", "''")
    return f"'{quoted}':*"


def parts_named(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of units, departments and authorities; one query."""
    rows = [m._default_manager.order_by().filter(uuid__in=uuids).values_list("uuid", "name")
            for m in (Unit, Department, Authority)]  # fmt: skip
    return dict(rows[0].union(*rows[1:], all=True))

"""Posts as things people talk about and follow."""

from collections.abc import Collection

from samverk.identity.models import User
from samverk.kernel.subjects import Ref
from samverk.social.tags import of_tag

KIND = "post"
#: Kinds of things that others declare.
UNIT, PERSON = "unit", "person"
#: Places that are parts of the organisation: whoever follows one follows it as a `unit`, whatever its level.
LEVELS = ("unit", "department", "authority")


def ref_of(pk: int) -> Ref:
    """A post."""
    return Ref(KIND, str(pk))


def of_place(place: str) -> tuple[Ref, ...]:
    """What one follows to hear of what is written in a place; nothing for the whole site."""
    kind, _colon, key = place.partition(":")
    return (Ref(UNIT if kind in LEVELS else kind, key),) if key else ()


def within(*, place: str, author: User, tags: Collection[str]) -> tuple[Ref, ...]:
    """What a post belongs to, for those who follow: the words with # in it, its place, where it is a part of the
    organisation, and its author.

    A person whose identity is protected is followed by nobody (LAW-24).
    """
    places = (*map(of_tag, tags), *of_place(place))
    return places if author.is_protected else (*places, Ref(PERSON, str(author.uuid)))

"""Posts as things people talk about and follow."""

from samverk.identity.models import User
from samverk.kernel.subjects import Ref

KIND = "post"
#: Kinds of things that others declare.
UNIT, PERSON = "unit", "person"


def ref_of(pk: int) -> Ref:
    """A post."""
    return Ref(KIND, str(pk))


def within(*, place: str, author: User) -> tuple[Ref, ...]:
    """What a post belongs to, for those who follow: its place, where it is a part of the organisation, and its author.

    A person whose identity is protected is followed by nobody (LAW-24).
    """
    kind, _colon, key = place.partition(":")
    places = (Ref(kind, key),) if key else ()
    return places if author.is_protected else (*places, Ref(PERSON, str(author.uuid)))

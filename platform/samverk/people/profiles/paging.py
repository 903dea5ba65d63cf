"""Pages of people in the order of the Swedish alphabet, found by where the last one ended (key-set).

The cost is the same for the first page and the four-hundredth, and somebody who is added meanwhile moves nobody.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from samverk.identity.models import User
from samverk.identity.rights.queries import swedish
from samverk.kernel.swedish_order import swedish_order

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"


@dataclass(frozen=True, slots=True)
class Slice:
    """Some people, and how to go on.

    Attributes:
        users: in order, with their profiles.
        before, after: id of the one that the page before ends before, and the next begins after; None at the ends.
    """

    users: list[User]
    before: UUID | None
    after: UUID | None


def slice_of(
    people: "QuerySet[User]", *, size: int, after: UUID | None = None, before: UUID | None = None, letter: str = ""
) -> Slice:
    """One page; two queries at most.

    Args:
        people: those who fit, in no order.
        size: how many.
        after, before: the person the page stands beside; somebody who is gone since begins from the start.
        letter: begin at this letter; ignored beside a person.
    """
    ordered: QuerySet[Any] = people.annotate(place=swedish("display_name")).select_related("profile")
    beside = after or before
    where = None
    if beside is not None:
        mark: QuerySet[Any] = User.objects.filter(uuid=beside).annotate(place=swedish("display_name"))
        where = mark.values_list("place", "pk").first()
    if where is not None and before is not None and after is None:
        found = list(ordered.filter(_beyond("lt", *where)).order_by("-place", "-pk")[: size + 1])
        more, users = len(found) > size, found[:size][::-1]
        return Slice(users, users[0].uuid if more and users else None, users[-1].uuid if users else None)
    if where is not None:
        ordered = ordered.filter(_beyond("gt", *where))
    elif letter and letter in LETTERS:
        ordered = ordered.filter(place__gte=swedish_order(letter))
    found = list(ordered.order_by("place", "pk")[: size + 1])
    users = found[:size]
    begun = where is not None or bool(letter)
    return Slice(
        users,
        users[0].uuid if begun and users else None,
        users[-1].uuid if len(found) > size else None,
    )


def _beyond(side: str, place: Any, pk: int) -> Q:
    """Condition: further on in the alphabet; the first half is what the index is asked."""
    return Q(**{f"place__{side}e": place}) & (Q(**{f"place__{side}": place}) | Q(**{f"pk__{side}": pk}))

"""In which order news stand on somebody's start page, and why (PF-15)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from samverk.intranet.news.candidates import Candidate, candidates
from samverk.intranet.targeting.own import Near, Own, nearest, own_targets
from samverk.kernel import clock
from samverk.kernel.registries import NewsElsewhere

#: Days that news lose when the reader has opened them.
READ_SINKS = 14
#: Days that news which must be read go before.
MUST_READ_RISES = 10
_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Ranked:
    """One piece of news in its place.

    Attributes:
        candidate: which.
        why: the name of what it is directed to, when the reader is among them.
        place: what decides its place among the others, the lowest first.
    """

    candidate: Candidate
    why: str
    place: tuple[bool, float]


def ranked(*, reader: object, read: Collection[int], now: datetime, count: int) -> list[Ranked]:
    """The news of somebody's start page, first things first; one query, two with the person's places.

    What is pinned comes first. The rest goes by age in days, less what it is ahead by: own unit before own department,
    authority, role or profession, and everybody; what is directed to others comes later, read news later still.

    Args:
        reader: who asks.
        read: keys of the news the reader has opened.
        now: the moment.
        count: how many.
    """
    own = own_targets(reader)
    opened = frozenset(read)
    found = candidates(reader=reader, own=tuple(own), today=clock.today())
    judged = [(_place(each, own, opened, now), each) for each in found]
    judged.sort(key=lambda pair: pair[0][:3])
    return [Ranked(candidate=each, why=place[3], place=place[:2]) for place, each in judged[:count]]


def among(
    found: list[Ranked], elsewhere: list[NewsElsewhere], *, now: datetime, count: int
) -> list[Ranked | NewsElsewhere]:
    """The same with news of the person's cooperations: by age, as what is here for everybody, and never foremost.

    Args:
        found: the person's news here, in their order.
        elsewhere: of other sites.
        now: the moment.
        count: how many together.
    """
    rows: list[tuple[tuple[bool, float], Ranked | NewsElsewhere]] = [(each.place, each) for each in found[1:]]
    rows += [((True, (now - each.when).total_seconds() / _DAY), each) for each in elsewhere]
    rows.sort(key=lambda pair: pair[0])
    return [*found[:1], *(each for _place, each in rows)][:count]


def _place(each: Candidate, own: dict[str, Own], opened: frozenset[int], now: datetime) -> tuple[bool, float, int, str]:
    near, name = nearest(each.targets, own)
    age = (now - each.out_since).total_seconds() / _DAY - near
    if each.must_read and near is not Near.OTHERS:
        age -= MUST_READ_RISES
    if each.pk in opened:
        age += READ_SINKS
    return not each.pinned, age, -each.pk, name

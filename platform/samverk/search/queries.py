"""Ask every room, each with its own rights."""

import logging
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from samverk.kernel.searching import Hit, Searchable, searchables
from samverk.search.models import Missing
from tenants.connection import connection

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from django.utils.functional import Promise

log = logging.getLogger("samverk.search")
SHORTEST, LONGEST, IN_A_GROUP, ON_A_PAGE, MOST = 2, 120, 5, 20, 200


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind.

    Attributes:
        key: of the kind.
        label, icon: as the room declared.
        hits: those that are shown.
        more: are there more.
        failed: could the room not answer.
    """

    key: str
    label: "str | Promise"
    icon: str
    hits: tuple[Hit, ...]
    more: bool = False
    failed: bool = False


def search(*, viewer: object, text: str) -> list[Group]:
    """Some hits of every kind that has any, and every kind that could not answer.

    Args:
        viewer: who searches; each room asks its own rights.
        text: as typed.
    """
    text = tidy(text)
    if len(text) < SHORTEST:
        return []
    found = (_ask(key, each, viewer, text, IN_A_GROUP) for key, each in _in_order())
    return [group for group in found if group.hits or group.failed]


def search_newer(*, viewer: object, text: str, since: "datetime", kind: str = "") -> list[Group]:
    """What others have published after a moment, newest first, and every kind that could not answer.

    Args:
        viewer: who searches; each room asks its own rights, as of now.
        text: as typed.
        since: the moment.
        kind: only of this one; empty for all that are ever published.
    """
    text = tidy(text)
    if len(text) < SHORTEST:
        return []
    found = []
    for key, each in _in_order():
        newer = each.newer
        if newer is not None and kind in {"", key}:
            found.append(_answer(key, each, ON_A_PAGE, partial(newer, viewer, text, since)))
    return [group for group in found if group.hits or group.failed]


def can_be_followed(kind: str) -> bool:
    """Is anything of the kind ever published; of all kinds together, something is."""
    return kind == "" or (kind in searchables and searchables[kind].newer is not None)


def search_kind(*, viewer: object, text: str, kind: str, page: int) -> Group | None:
    """One page of the hits of one kind; None for a kind nobody has declared.

    Args:
        viewer: who searches.
        text: as typed.
        kind: a key of `searchables`.
        page: from 1; beyond the two hundredth hit other words find more than more pages do.
    """
    if kind not in searchables:
        return None
    text = tidy(text)
    first = (max(page, 1) - 1) * ON_A_PAGE
    if len(text) < SHORTEST or first >= MOST:
        return Group(kind, searchables[kind].label, searchables[kind].icon, ())
    group = _ask(kind, searchables[kind], viewer, text, first + ON_A_PAGE)
    return Group(kind, group.label, group.icon, group.hits[first:], group.more, group.failed)


def tidy(text: str) -> str:
    """The words that are searched: no control signs, no more than one can mean."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST]


def _in_order() -> Iterable[tuple[str, Searchable]]:
    return sorted(searchables, key=lambda pair: pair[1].order)


def _ask(key: str, kind: Searchable, viewer: object, text: str, count: int) -> Group:
    return _answer(key, kind, count, partial(kind.search, viewer, text))


def _answer(key: str, kind: Searchable, count: int, asked: "Callable[[int], list[Hit]]") -> Group:
    """One room's answer; what breaks in it breaks nothing else."""
    try:
        with _apart():
            hits = asked(count + 1)
    except Exception as error:
        # No words in the log: what somebody looks for is their own business (LAW-12).
        log.exception("a room could not search", extra={"kind": key, "why": type(error).__name__})
        return Group(key, kind.label, kind.icon, (), failed=True)
    return Group(key, kind.label, kind.icon, tuple(hits[:count]), more=len(hits) > count)


def _apart() -> "AbstractContextManager[object]":
    # In a transaction a question that breaks takes all later ones with it, but for what begins after a savepoint.
    # A request reads outside any: there each question is its own, prepared and kept (decisions 0023 and 0025).
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def missing_words(*, since: "date", most: int = 200) -> list[tuple[str, int]]:
    """What people said is missing, most said first."""
    from django.db.models import Sum

    rows = Missing.objects.filter(day__gte=since).order_by().values_list("words").annotate(said=Sum("times"))
    return [(words, said) for words, said in rows.order_by("-said", "words")[:most]]

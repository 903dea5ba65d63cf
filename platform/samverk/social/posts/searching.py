"""Posts in the site's search, within the places the reader belongs to."""

import functools
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.identity.names import named_person, shown_names
from samverk.kernel import clock
from samverk.kernel.searching import Hit
from samverk.social.posts.access import my_places
from samverk.social.posts.models import WORDS, Post
from samverk.social.talk.excerpts import named
from samverk.social.text import as_plain
from tenants.conditions import is_one_of
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: What a hit shows, and of its author what `named_person` asks for.
_FOUND = (
    "pk", "text", "created_at", "rank",
    "author_id", "author__display_name", "author__capacity", "author__is_protected",
)  # fmt: skip


def search_posts(viewer: object, text: str, count: int) -> list[Hit]:
    """Posts the viewer may read that have these words in any form, the best and newest first; two queries, and
    one for each kind of thing that is mentioned in them."""
    if not (is_person(viewer) and is_internal(viewer)) or not text.strip():
        return []
    return _hits(_best(count)(text=text, places=_keys_of(viewer)), viewer)


def newer_posts(viewer: object, text: str, since: datetime, count: int) -> list[Hit]:
    """The same that others have written after a moment, newest first; two queries."""
    if not (is_person(viewer) and is_internal(viewer)) or not text.strip():
        return []
    rows = _with_words(text, _keys_of(viewer)).filter(created_at__gt=since).exclude(author=viewer)
    return _hits(rows.order_by("-pk").values_list(*_FOUND)[:count], viewer)


def _keys_of(viewer: User) -> list[str]:
    return [place.key for place in my_places(viewer, clock.today())]


@functools.cache
def _best(count: int) -> KeptQuery[tuple[Any, ...]]:
    def rows(text: str, places: list[str]) -> "QuerySet[Any, tuple[Any, ...]]":
        return _with_words(text, places).order_by("-rank", "-pk").values_list(*_FOUND)[:count]

    return KeptQuery(rows, text=str, places=list[str])


def _with_words(text: str, places: list[str]) -> "QuerySet[Any]":
    query = SearchQuery(text, config="swedish", search_type="websearch")
    return (
        Post.objects.alias(words=WORDS)
        .filter(is_one_of("place", places), words=query, state="published")
        .annotate(rank=SearchRank(F("words"), query))
    )


def _hits(rows: Iterable[tuple[Any, ...]], viewer: User) -> list[Hit]:
    found = [(pk, text, when, rank, named_person(*author)) for pk, text, when, rank, *author in rows]
    called = shown_names([author for *_post, author in found], viewer)
    texts = named([text for _pk, text, *_rest in found])
    return [
        _hit(as_plain(said, most=80), as_plain(said, most=200), pk, called[author.pk], when, rank)
        for (pk, _text, when, rank, author), said in zip(found, texts, strict=True)
    ]


def _hit(title: str, said: str, pk: int, author: str, when: datetime, rank: float) -> Hit:
    # What a short post says is its title; said twice it says no more.
    return Hit(
        title=title,
        url=f"/inlagg/{pk}/",
        excerpt="" if said == title else said,
        note=author,
        when=when,
        rank=rank,
    )

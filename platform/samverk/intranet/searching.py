"""Pages in the site's search: title, lead and text, with the reader's rights inside the question."""

import functools
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, Q
from django.db.models.functions import Left, Right
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.companies import is_company_person
from samverk.intranet.guests import invited_paths
from samverk.intranet.knowledge.registries import still_shared
from samverk.intranet.models import PageText, PlacedPage
from samverk.intranet.privacy import closed_pages, for_rights
from samverk.intranet.queries import address_at
from samverk.kernel import clock
from samverk.kernel.searching import ENDS, Hit, as_cut
from tenants.conditions import begins_with_one_of
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONFIG = "swedish"


def search_pages(viewer: object, text: str, count: int) -> list[Hit]:
    """Published pages that fit, best first; three queries at most. What is archived is left out (PF-14).

    Args:
        viewer: who asks; somebody who may read nothing finds nothing.
        text: words, "phrases", -not.
        count: at most so many.
    """
    if not is_person(viewer) or not text.strip():
        return []
    return _hits(_best(is_company_person(viewer), count)(text=text, day=clock.today(), **_paths(viewer)))


def newer_pages(viewer: object, text: str, since: datetime, count: int) -> list[Hit]:
    """Those that were first published after a moment, by others; newest first, three queries at most.

    Args:
        viewer: who asks.
        text: as for `search_pages`.
        since: the moment.
        count: at most so many.
    """
    if not is_person(viewer) or not text.strip():
        return []
    rows = _fitting(is_company_person(viewer), text=text, day=clock.today(), **_paths(viewer))
    newer = rows.filter(page__first_published_at__gt=since).exclude(page__owner=viewer)
    return _hits(_read(newer.order_by("-page__first_published_at", "-pk"), "page__first_published_at")[:count])


def _paths(viewer: User) -> dict[str, list[str]]:
    """Where in the tree of pages the viewer may not read, and at and below what they may: the house, anywhere."""
    within = [""] if is_internal(viewer) else list(invited_paths(viewer))
    return {"closed": list(closed_pages(viewer)), "within": within}


@functools.cache
def _best(in_company: bool, count: int) -> KeptQuery[tuple[Any, ...]]:
    def rows(**asked: Any) -> "QuerySet[Any, tuple[Any, ...]]":
        found = _fitting(in_company, **asked)
        newest = F("page__last_published_at").desc(nulls_last=True)
        return _read(found.order_by("-rank", newest, "-pk"), "page__last_published_at")[:count]

    return KeptQuery(rows, text=str, day=date, closed=list[str], within=list[str])


def _fitting(in_company: bool, *, text: str, day: date, closed: list[str], within: list[str]) -> "QuerySet[Any]":
    from wagtail.models import Page

    live = Page.objects.live().filter(begins_with_one_of("path", within)).order_by()
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    weighed = SearchVector("title", config=CONFIG, weight="A") + SearchVector("words", config=CONFIG, weight="C")
    shared = Q(pk__in=[])
    for is_shared in still_shared.values():
        shared |= Q(is_shared())
    # Named after a text that nobody shares any more, until the worker has been here (PF-21).
    left_behind = PlacedPage.objects.exclude(shared).order_by()
    return (
        PageText.objects.alias(vector=SearchVector("title", "words", config=CONFIG))
        .filter(vector=query, page__in=for_rights(live, closed=closed, in_company=in_company).values("pk"))
        .exclude(archived_on__isnull=False, archived_on__lte=day)
        .exclude(page__in=left_behind.values("pk"))
        .annotate(
            rank=SearchRank(weighed, query),
            said=SearchHeadline("words", query, config=CONFIG, start_sel="", stop_sel="", max_words=28, min_words=12),
            first=Left("words", ENDS),
            last=Right("words", ENDS),
        )
    )


def _read(rows: "QuerySet[Any]", when: str) -> "QuerySet[Any, tuple[Any, ...]]":
    return rows.values_list(
        "page__title", "page__url_path", "page__content_type__model", when, "rank", "said", "first", "last"
    )


def _hits(rows: Iterable[tuple[Any, ...]]) -> list[Hit]:
    return [
        Hit(title=title, url=address_at(path), excerpt=as_cut(*said), note=_note(model), when=when, rank=rank)
        for title, path, model, when, rank, *said in rows
    ]


def _note(model: str) -> str:
    return {
        "newspage": _("Nyhet"), "guidepage": _("Lathund"), "sectionpage": _("Avsnitt"),
        "newsindexpage": _("Nyhetssida"), "articlepage": _("Kunskapsartikel"), "placedpage": _("Kunskapsartikel"),
    }.get(model, "")  # fmt: skip

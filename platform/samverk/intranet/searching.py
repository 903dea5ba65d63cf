"""Pages in the site's search: title, lead and text, with the reader's rights inside the question."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, Q
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.guests import invited_paths
from samverk.intranet.knowledge.registries import still_shared
from samverk.intranet.models import PageText, PlacedPage
from samverk.intranet.privacy import for_reader
from samverk.intranet.queries import address_of
from samverk.kernel import clock
from samverk.kernel.searching import Hit

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
    rows = _fitting(viewer, text).order_by("-rank", F("page__last_published_at").desc(nulls_last=True), "-pk")
    return [_hit(row, row.page.last_published_at) for row in rows[:count]]


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
    rows = _fitting(viewer, text).filter(page__first_published_at__gt=since).exclude(page__owner=viewer)
    return [_hit(row, row.page.first_published_at) for row in rows.order_by("-page__first_published_at", "-pk")[:count]]


def _fitting(viewer: User, text: str) -> "QuerySet[Any]":
    from wagtail.models import Page

    readable = for_reader(Page.objects.live(), viewer)
    if not is_internal(viewer):
        invited = Q(pk__in=[])
        for path in invited_paths(viewer):
            invited |= Q(path__startswith=path)
        readable = readable.filter(invited)
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    vector = SearchVector("title", "words", config=CONFIG)
    weighed = SearchVector("title", config=CONFIG, weight="A") + SearchVector("words", config=CONFIG, weight="C")
    shared = Q(pk__in=[])
    for is_shared in still_shared.values():
        shared |= Q(is_shared())
    # Named after a text that nobody shares any more, until the worker has been here (PF-21).
    left_behind = PlacedPage.objects.exclude(shared).order_by()
    archived = Q(archived_on__isnull=False, archived_on__lte=clock.today())
    return (
        PageText.objects.annotate(vector=vector)
        .filter(vector=query, page__in=readable.order_by().values("pk"))
        .exclude(archived)
        .exclude(page__in=left_behind.values("pk"))
        .annotate(
            rank=SearchRank(weighed, query),
            said=SearchHeadline("words", query, config=CONFIG, start_sel="", stop_sel="", max_words=28, min_words=12),
        )
        .select_related("page__content_type")
    )


def _hit(row: Any, when: datetime | None) -> Hit:
    return Hit(
        title=row.page.title,
        url=address_of(row.page),
        excerpt=row.said,
        note=_note(row.page.content_type.model),
        when=when,
        rank=row.rank,
    )


def _note(model: str) -> str:
    return {
        "newspage": _("Nyhet"), "guidepage": _("Lathund"), "sectionpage": _("Avsnitt"),
        "newsindexpage": _("Nyhetssida"), "articlepage": _("Kunskapsartikel"), "placedpage": _("Kunskapsartikel"),
    }.get(model, "")  # fmt: skip

"""Pages as things people follow, comment and are told of (kernel.subjects)."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.companies import is_company_person
from samverk.intranet.guests import invited_paths
from samverk.intranet.privacy import closed_pages, for_reader
from samverk.intranet.queries import ROOT_PATH
from samverk.intranet.site_settings import COMMENTS
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject
from tenants.kept_queries import KeptQuery
from tenants.settings.queries import value

if TYPE_CHECKING:
    from datetime import date

    from wagtail.models import Page

    from samverk.intranet.models import NewsIndexPage, NewsPage

KIND = "page"


def ref_of(pk: int) -> Ref:
    """A page by its key."""
    return Ref(KIND, str(pk))


def is_commentable(page: "NewsPage") -> bool:
    """May those who see this news comment it now; the same answer as `found` gives."""
    return not page.comments_closed and not page.is_archived() and value(COMMENTS)


def found(keys: Collection[str]) -> dict[str, Subject]:
    """Published pages by key; two queries."""
    numbers = _numbers(keys)
    rows = _described(key=numbers[0]) if len(numbers) == 1 else _describe(_live(numbers))
    index = next(iter(_indexes()), None)
    allowed, today = value(COMMENTS), clock.today()
    return {
        str(pk): Subject(
            ref=ref_of(pk),
            title=title,
            url="/" + path.removeprefix(ROOT_PATH),
            owners=(owner,) if owner else (),
            within=(ref_of(index),) if index and closed is not None else (),
            commentable=allowed and (guide is not None or closed is False) and _is_current(archived, today),
        )
        for pk, title, path, owner, closed, archived, guide in rows
    }


def visible(viewer: object, keys: Collection[str]) -> set[str]:
    """Those the viewer may open now: the page's gates as one condition; three queries at most."""
    if not is_person(viewer):
        return set()
    numbers = _numbers(keys)
    if len(numbers) == 1 and is_internal(viewer) and not closed_pages(viewer) and not is_company_person(viewer):
        # Who reads the whole site: the most common question, kept.
        return {str(pk) for pk in _live_ones(key=numbers[0])}
    rows = for_reader(_live(numbers), viewer)
    if not is_internal(viewer):
        invited = Q(depth=2)
        for path in invited_paths(viewer):
            invited |= Q(path__startswith=path)
        rows = rows.filter(invited)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def readers(key: str) -> "QuerySet[User]":
    """The active people who may open the page; the answer of "who may see this"."""
    from django.http import Http404

    from samverk.intranet.audience.people import READ, those_who
    from samverk.intranet.audience.subject import PAGE, subject_or_404

    numbers = _numbers([key])
    if not numbers:
        return User.objects.none()
    try:
        return those_who(subject_or_404(PAGE, numbers[0]), READ)
    except Http404:
        return User.objects.none()


def _live(numbers: Collection[int]) -> "QuerySet[Page]":
    from wagtail.models import Page

    rows: QuerySet[Page] = Page.objects.live().filter(pk__in=numbers, depth__gte=2)
    return rows


def _describe(rows: "QuerySet[Page]") -> "QuerySet[Page, tuple[Any, ...]]":
    return rows.values_list(
        "pk",
        "title",
        "url_path",
        "owner",
        "newspage__comments_closed",
        "newspage__archived_on",
        Coalesce("guidepage__pk", "articlepage__pk", "placedpage__pk"),
    )


def _index() -> "QuerySet[NewsIndexPage, int]":
    from samverk.intranet.models import NewsIndexPage

    rows: QuerySet[NewsIndexPage, int] = NewsIndexPage.objects.order_by("pk").values_list("pk", flat=True)
    return rows[:1]


_described = KeptQuery(lambda key: _describe(_live([key]).order_by()), by_standing=True, key=int)
_live_ones = KeptQuery(lambda key: _live([key]).order_by().values_list("pk", flat=True), by_standing=True, key=int)
_indexes = KeptQuery(_index, by_standing=True)


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 10]


def _is_current(archived: "date | None", today: "date") -> bool:
    return archived is None or archived > today

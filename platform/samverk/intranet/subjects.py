"""Pages as things people follow, comment and are told of (kernel.subjects)."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.guests import invited_paths
from samverk.intranet.privacy import for_reader
from samverk.intranet.queries import ROOT_PATH
from samverk.intranet.site_settings import COMMENTS
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject
from tenants.settings.queries import value

if TYPE_CHECKING:
    from datetime import date

    from samverk.intranet.models import NewsPage

KIND = "page"


def ref_of(pk: int) -> Ref:
    """A page by its key."""
    return Ref(KIND, str(pk))


def is_commentable(page: "NewsPage") -> bool:
    """May those who see this news comment it now; the same answer as `found` gives."""
    return not page.comments_closed and not page.is_archived() and value(COMMENTS)


def found(keys: Collection[str]) -> dict[str, Subject]:
    """Published pages by key; two queries."""
    from wagtail.models import Page

    from samverk.intranet.models import NewsIndexPage

    rows = Page.objects.live().filter(pk__in=_numbers(keys), depth__gte=2).values_list(
        "pk", "title", "url_path", "owner", "newspage__comments_closed", "newspage__archived_on", "guidepage__pk"
    )  # fmt: skip
    index = NewsIndexPage.objects.values_list("pk", flat=True).first()
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
    from wagtail.models import Page

    if not is_person(viewer):
        return set()
    rows = for_reader(Page.objects.live().filter(pk__in=_numbers(keys), depth__gte=2), viewer)
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


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal() and len(key) < 10]


def _is_current(archived: "date | None", today: "date") -> bool:
    return archived is None or archived > today

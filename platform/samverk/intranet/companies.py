"""People of a municipal company read what is shared with them, not the municipality's own pages (TN-04).

Somebody who works in a company and nowhere else here belongs to the house, signs in and reads news of the whole group;
the municipality's pages are the municipality's. One rule for pages, files, lists, search and notices.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q, QuerySet

from samverk.identity.access import is_internal, is_person
from samverk.kernel import clock
from samverk.people.standing.queries import Standing, standing_on

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.models import Page

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def standing(user: object) -> tuple[Standing, ...]:
    """Where the person works today; one query a request, none for guests."""
    if not is_person(user) or not user.is_internal:
        return ()
    return standing_on(user, clock.today())


def is_company_person(user: object) -> bool:
    """Works in a municipal company and nowhere else here."""
    if is_person(user) and user.is_superuser:
        return False
    places = standing(user)
    return bool(places) and all(place.in_company for place in places)


def sees_menu(user: object) -> bool:
    """Do the municipality's own pages stand in the person's menu."""
    return is_internal(user) and is_person(user) and not is_company_person(user)


def shared_only(rows: Rows) -> Rows:
    """Of pages, or of news, those that are for the companies too."""
    from samverk.intranet.models import NewsPage, NewsScope

    if issubclass(rows.model, NewsPage):
        return rows.filter(scope=NewsScope.GROUP)
    shared = Q(newspage__scope=NewsScope.GROUP) | Q(newsindexpage__isnull=False) | Q(startpage__isnull=False)
    return rows.filter(shared)


def is_shared(page: "Page") -> bool:
    """Is this page for the companies too; no query for a page that comes as its own type."""
    from samverk.intranet.models import NewsIndexPage, NewsPage, NewsScope, StartPage

    own = page.specific_deferred if type(page)._meta.label == "wagtailcore.Page" else page
    if isinstance(own, NewsPage):
        return bool(own.scope == NewsScope.GROUP)
    return isinstance(own, NewsIndexPage | StartPage)


def is_shown_to_companies(file: "Model") -> bool:
    """Does a page that is for the companies too show this picture or document."""
    from wagtail.models import Page

    from samverk.intranet.guests import pages_that_show

    paths = pages_that_show(file)
    return bool(paths) and shared_only(Page.objects.live().filter(path__in=paths)).exists()

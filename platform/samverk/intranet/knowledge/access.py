"""Who reads an article, answers whether it helped, and sees the answers."""

from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.access import (
    may_edit,
    may_open_editor,
    page_gates,
    pass_gates,
    require_municipality,
    require_reader,
)
from samverk.intranet.holds import without_room
from samverk.intranet.knowledge.queries import published_article
from samverk.intranet.models import ArticlePage, PlacedPage, SectionPage, StartPage
from samverk.kernel.access import Denied

#: Of so many places one is chosen.
MOST_PLACES = 500


def require_bank_reader(user: object) -> User:
    """The knowledge bank is the municipality's own, for those who work there.

    Raises:
        Denied: for guests, suppliers and people of municipal companies.
    """
    require_reader(user)
    require_municipality(user)
    assert is_person(user)
    return user


def article_or_404(*, user: object, pk: int) -> ArticlePage | PlacedPage:
    """A published article that the person may read, written here or placed here.

    Raises:
        Denied: for those who do not belong here, and through the page's gates.
        Http404: when there is none here.
    """
    require_bank_reader(user)
    page = published_article(pk)
    if page is None:
        raise Http404
    pass_gates(user, page_gates(page))
    return page


def owns(user: object, page: Page) -> bool:
    """Does the person own the article, or may change the page."""
    if not (is_person(user) and is_internal(user)) or user.is_support:
        return False
    return page.owner_id == user.pk or may_edit(user=user, page=page)


def require_owner(user: object, page: Page) -> User:
    """Answers are for those who can mend the article.

    Raises:
        Denied: for everybody else.
    """
    if not owns(user, page):
        raise Denied(_("Svaren är för den som äger artikeln och för redaktörerna."))
    assert is_person(user)
    return user


def require_writer(user: object) -> User:
    """Articles are written by those who have the editors' tools.

    Raises:
        Denied: for everybody else.
    """
    reader = require_bank_reader(user)
    if not may_open_editor(reader):
        raise Denied(_("Artiklar skrivs av redaktörerna. Berätta för en av dem vad du vill att andra ska veta."))
    return reader


def places_for(user: User, *, page_type: type[Page], right: str) -> list[Page]:
    """Where the person may put a page that is read at once and there is room for it; four queries at most.

    Args:
        user: who writes or places.
        page_type: of the page that is put there.
        right: what the person must be allowed there: "add" or "publish".
    """
    mine = page_permission_policy.instances_user_has_any_permission_for(user, [right])
    rows = mine.live().type(SectionPage, StartPage)
    full = without_room(rows, page_type)
    return list(rows.exclude(pk__in=full).order_by("path")[:MOST_PLACES])

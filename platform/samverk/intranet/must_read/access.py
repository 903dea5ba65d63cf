"""Who is asked to confirm, and who may see how it goes."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.intranet.access import may_edit, may_open_editor, page_gates, pass_gates
from samverk.intranet.must_read.queries import news_to_read
from samverk.intranet.targeting.own import own_targets
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.people.standing.queries import units_led_by

if TYPE_CHECKING:
    from uuid import UUID

    from samverk.intranet.models import NewsPage


def is_asked(user: object, page: "NewsPage") -> bool:
    """Is the person among those it is for. Guests are never asked."""
    if not is_internal(user):
        return False
    return not page.targets or not set(page.targets).isdisjoint(own_targets(user))


def news_or_404(*, user: object, pk: int) -> "NewsPage":
    """News that must be read and that the person may read.

    Raises:
        Denied: through the page's gates.
        Http404: when there is none here that must be read.
    """
    if not is_internal(user):
        raise Denied(_("Bara den som arbetar här bekräftar att hen har läst."))
    page = news_to_read(pk)
    if page is None:
        raise Http404
    pass_gates(user, page_gates(page))
    return page


def report_units(*, user: object, page: "NewsPage") -> "frozenset[UUID] | None":
    """Units whose figures the person may see; None for all of them.

    The page's editors see all, the head of a unit the own units.

    Raises:
        Denied: for everybody else.
    """
    if is_person(user):
        if may_open_editor(user) and may_edit(user=user, page=page):
            return None
        led = units_led_by(user.pk, clock.today())
        if led:
            return frozenset(led)
    raise Denied(_("Hur många som har läst visas för den som kan ändra nyheten och för enhetens chef."))


def may_see_report(*, user: object, page: "NewsPage") -> bool:
    """Whether some figures of who has read are the person's to see; for news that must be read, three queries."""
    if not page.must_read or not page.live or not is_internal(user):
        return False
    try:
        report_units(user=user, page=page)
    except Denied:
        return False
    return True

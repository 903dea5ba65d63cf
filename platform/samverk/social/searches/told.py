"""What the inbox hears of followed searches; the one place here that tells it."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from samverk.social.searches.models import FollowedSearch
from samverk.social.searches.subject import KIND, url_of
from tenants.queries import active_schema, tenant_in

FOUND = "search_found"
KINDS = {
    FOUND: EventKind(
        label=_("Nytt i sökningar du följer"),
        sentence=_("Nytt för din sökning ”%(title)s”"),
        roles=(MyRole.FOLLOWER,),
        icon="search",
        order=33,
    ),
}


def tell_of_new(*, actor: Actor, search: FollowedSearch, number: int, more: bool, until: datetime) -> None:
    """One event for all that was found in a round. What it was is not said: it is read with the rights of then.

    Args:
        actor: the house.
        search: with its person; `looked_to` is still the end of the round before.
        number: how many were found; at least one.
        more: were there more than these.
        until: the end of this round.
    """
    site = tenant_in(active_schema())
    first = site.languages[0] if site.languages else settings.LANGUAGE_CODE
    with translation.override(search.user.language or first):
        words = ngettext("%(number)s ny träff", "%(number)s nya träffar", number) % {"number": number}
        if more:
            words = str(_("Mer än %(number)s nya träffar")) % {"number": number}
    since = int(search.looked_to.timestamp())
    tell(
        actor=actor,
        event=NewEvent(
            kind=FOUND,
            ref=Ref(KIND, str(search.uuid)),
            key=f"{search.uuid}:{int(until.timestamp())}",
            title=search.words,
            excerpt=words,
            url=f"{url_of(search.uuid)}?sedan={since}",
            by=None,
            recipients={MyRole.FOLLOWER: [search.user_id]},
        ),
    )

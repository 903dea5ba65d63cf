"""What people are told of texts that other municipalities share: the one place that speaks to the inbox (PF-21)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.intranet.models import PlacedPage
from samverk.intranet.queries import address_of
from samverk.intranet.subjects import ref_of
from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from samverk.social.following.queries import followers_of

UPDATED, WITHDRAWN = "knowledge.updated", "knowledge.withdrawn"
_ROLES = (MyRole.OWNER, MyRole.FOLLOWER)
KINDS = {
    UPDATED: EventKind(
        label=gettext_lazy("Ny text i artiklar från andra kommuner"),
        sentence=gettext_lazy("%(title)s har en ny text"),
        impersonal=gettext_lazy("%(title)s har en ny text"),
        roles=_ROLES,
        icon="edit",
        order=86,
    ),
    WITHDRAWN: EventKind(
        label=gettext_lazy("Artiklar som andra kommuner slutar dela"),
        sentence=gettext_lazy("Texten är borta: %(title)s"),
        impersonal=gettext_lazy("Texten är borta: %(title)s"),
        roles=_ROLES,
        icon="warning",
        order=87,
    ),
}


def tell_of_new_text(*, actor: Actor, page: PlacedPage, version: int, news: str) -> None:
    """Those who follow the page and who put it there, once a version; one query.

    Args:
        actor: the house.
        page: as it is now.
        version: that is shown.
        news: what its owner says is new, plain text; may be empty.
    """
    _tell(actor, UPDATED, f"{page.pk}:{version}", page, news)


def tell_of_the_end(*, actor: Actor, page: PlacedPage, version: int) -> None:
    """The same when it is no longer shared.

    Args:
        actor: the house.
        page: as it is now.
        version: that was shown last.
    """
    # The title says already who shares no longer: the article's own is gone with its text.
    _tell(actor, WITHDRAWN, f"{page.pk}:{version}", page, _("Sidan ligger kvar, så att länkar dit inte går sönder."))


def _tell(actor: Actor, kind: str, key: str, page: PlacedPage, words: str) -> None:
    ref = ref_of(page.pk)
    owner = [page.owner_id] if page.owner_id else []
    tell(
        actor=actor,
        event=NewEvent(
            kind=kind,
            ref=ref,
            key=key,
            title=page.title,
            excerpt=words,
            url=address_of(page),
            by=None,
            recipients={MyRole.OWNER: owner, MyRole.FOLLOWER: followers_of([ref])},
        ),
    )

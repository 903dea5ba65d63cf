"""What people are told of the model: the one place that speaks to the inbox (TP-14)."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from samverk.notifications.queries import was_said
from samverk.social.following.queries import followers_of_each
from shared_templates.adoption.access import takers
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.queries import outdated
from shared_templates.adoption.subjects import item_ref, item_subject, release_ref, settled_releases
from shared_templates.catalogue.models import Release

RELEASED, TAKEN = "templates.released", "templates.taken"
REMINDED, WITHDRAWN, CHANGED = "templates.reminded", "templates.withdrawn", "templates.changed"
OUTDATED = "templates.outdated"
_OWNERS = (MyRole.OWNER,)
KINDS = {
    RELEASED: EventKind(
        label=_("Nytt från mallen"),
        sentence=_("Nytt från mallen: %(title)s"),
        roles=_OWNERS,
        icon="download",
        order=80,
        over=settled_releases,
    ),
    REMINDED: EventKind(
        label=_("Påminnelse om nytt från mallen"),
        sentence=_("Påminnelse: %(title)s väntar på er"),
        roles=_OWNERS,
        icon="clock",
        order=81,
        over=settled_releases,
    ),
    TAKEN: EventKind(
        label=_("Det som kommit in av sig självt från mallen"),
        sentence=_("Kom in av sig självt från mallen: %(title)s"),
        roles=_OWNERS,
        icon="check",
        order=82,
    ),
    WITHDRAWN: EventKind(
        label=_("Släpp som mallen drar tillbaka"),
        sentence=_("Mallen har dragit tillbaka %(title)s"),
        roles=_OWNERS,
        icon="warning",
        order=83,
    ),
    CHANGED: EventKind(
        label=_("Ändringar i arbetssätt du följer"),
        sentence=_("%(who)s ändrade %(title)s"),
        impersonal=_("%(title)s har en ny text"),
        roles=(MyRole.FOLLOWER,),
        icon="edit",
        order=84,
    ),
    OUTDATED: EventKind(
        label=_("Utbildningsmaterial som blir inaktuellt"),
        sentence=_("Inaktuellt: %(title)s"),
        roles=(MyRole.OWNER, MyRole.FOLLOWER),
        icon="warning",
        order=85,
    ),
}


def tell_takers(*, actor: Actor, kind: str, release: Release, words: str, step: str = "") -> bool:
    """Those who take releases here hear of one. Three queries.

    Args:
        actor: the house.
        kind: a key of `KINDS`.
        release: which.
        words: what it means for this municipality, plain text.
        step: tells several events of one kind about a release apart.

    Returns:
        Whether this was news: told again they hear nothing more.
    """
    key = f"{release.uuid}:{step}" if step else str(release.uuid)
    if was_said(kind=kind, key=key):
        return False
    tell(
        actor=actor,
        event=NewEvent(
            kind=kind,
            ref=release_ref(release.uuid),
            key=key,
            title=str(release),
            excerpt=words,
            url=reverse("templates:preview", args=[release.uuid]),
            by=None,
            recipients={MyRole.OWNER: list(takers().values_list("pk", flat=True))},
        ),
    )
    return True


def tell_followers(*, actor: Actor, changed: Collection[Adopted], words: str) -> None:
    """Those who follow items hear that their text here is another one; inside the caller's transaction.

    One query where nobody follows any of them, else one more for each that is followed.

    Args:
        actor: whoever changed them; does not hear of it.
        changed: the items, as they are now.
        words: where the text comes from.
    """
    by_ref = {item_ref(row.key): row for row in changed}
    followers = followers_of_each(list(by_ref))
    people = User.objects.filter(uuid=actor.uuid) if followers and actor.uuid else User.objects.none()
    by = people.values_list("pk", flat=True).first()
    for ref, users in followers.items():
        row = by_ref[ref]
        thing = item_subject(row.key, row.code, row.title)
        tell(
            actor=actor,
            event=NewEvent(
                kind=CHANGED,
                ref=ref,
                key=f"{row.key}:{row.revision}",
                title=thing.title,
                excerpt=words,
                url=thing.url,
                by=by,
                recipients={MyRole.FOLLOWER: users},
            ),
        )


def tell_of_outdated(*, actor: Actor, keys: Collection[UUID]) -> None:
    """Training that an older version of what it teaches was made for: those who take releases, and its followers.

    Inside the caller's transaction; once for each version of what is taught. One query where all is up to date.

    Args:
        actor: whoever took what is newer.
        keys: of the items that were taken.
    """
    found = {item_ref(one.item.key): one for one in outdated(keys)}
    if not found:
        return
    owners, followers = list(takers().values_list("pk", flat=True)), followers_of_each(list(found))
    for ref, one in found.items():
        row = one.item
        thing = item_subject(row.key, row.code, row.title)
        told = {"made_for": row.made_for_version, "version": one.version, "code": one.code}
        tell(
            actor=actor,
            event=NewEvent(
                kind=OUTDATED,
                ref=ref,
                key=f"{row.key}:{one.version}",
                title=thing.title,
                excerpt=gettext("Gjort för version %(made_for)s av %(code)s. Här gäller version %(version)s.") % told,
                url=thing.url,
                by=None,
                recipients={MyRole.OWNER: owners, MyRole.FOLLOWER: followers.get(ref, [])},
            ),
        )

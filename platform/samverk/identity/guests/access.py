"""Who may invite, and whose guests are whose."""

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_maintainer, is_person
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.places import switches
from samverk.identity.models import User
from samverk.kernel.access import Denied

RIGHT = "identity.invite_guests"


def may_invite(user: object) -> bool:
    """Belongs to the organisation, has the right, and the site lets guests in."""
    return is_internal(user) and is_person(user) and user.has_perm(RIGHT) and _let_in()


def require_inviter(user: object) -> User:
    """Refuse who may not invite; a guest never invites another.

    Raises:
        Denied: with why.
    """
    if not _let_in():
        raise Denied(_("Webbplatsen tar inte emot gäster. Det bestämmer systemförvaltaren."))
    if not (is_person(user) and may_invite(user)):
        raise Denied(_("Du kan inte bjuda in gäster. Be systemförvaltaren om du behöver det."))
    return user


def _let_in() -> bool:
    return all(switch() for switch in switches.values())


def require_host(user: object) -> User:
    """Who may see a list of own guests: everybody inside, since guests can be handed over to anybody inside.

    Raises:
        Denied: for guests and suppliers.
    """
    if not (is_person(user) and is_internal(user)):
        raise Denied(_("Gäster har ingen egen lista över gäster."))
    return user


def stay_or_404(*, user: User, pk: int) -> GuestStay:
    """A stay the person answers for: their own guest's, or anybody's for a system maintainer.

    Raises:
        Http404: for all others; that somebody else has a guest is nobody's business.
    """
    stays = GuestStay.objects.select_related("user", "sponsor")
    if not is_maintainer(user):
        stays = stays.filter(sponsor=user)
    found = stays.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

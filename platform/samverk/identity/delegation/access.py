"""Who may take on a delegation, and whose an invitation is."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.actions.accept_handoff import VISITOR
from samverk.identity.delegation.here.models import Delegation
from samverk.identity.delegation.models import Invitation
from samverk.identity.models import User
from samverk.kernel.access import Denied
from tenants.middleware import tenant_of
from tenants.queries import active_schema


def at_home(request: HttpRequest) -> User:
    """Somebody who belongs to this site and has proved it here, not by coming over from another.

    Raises:
        Denied: for guests, suppliers and those who came from elsewhere.
        Http404: on the operator's site.
    """
    if tenant_of(request).is_operator:
        raise Http404
    user = request.user
    if is_person(user) and is_internal(user) and not user.is_support and not request.session.get(VISITOR):
        return user
    raise Denied(_("Uppdrag tar du emot på den webbplats där du arbetar, inloggad där."))


def own_invitation_or_404(uuid: UUID) -> Invitation:
    """An unsettled invitation that this site has sent.

    Raises:
        Http404: for any other; whoever it was sent to cannot decide it.
    """
    found = Invitation.objects.filter(uuid=uuid, target_schema=active_schema(), settled_at=None).first()
    if found is None:
        raise Http404
    return found


def delegation_or_404(pk: int) -> Delegation:
    """A delegation of this site that is not ended.

    Raises:
        Http404: for any other.
    """
    found = Delegation.objects.select_related("user").filter(pk=pk, ended_at=None).first()
    if found is None:
        raise Http404
    return found

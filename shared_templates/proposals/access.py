"""Who proposes, votes, speaks and decides."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from shared_templates.adoption.access import may_take, require_reader, require_taker
from shared_templates.masters.access import may_edit, require_editor
from tenants.middleware import tenant_of
from tenants.models import Kind


def require_part(request: HttpRequest) -> User:
    """Everybody who belongs to a municipality, or to the model, reads what is proposed.

    Raises:
        Http404: on a site that is neither.
        Denied: for guests and suppliers.
    """
    if tenant_of(request).kind not in (Kind.MUNICIPALITY, Kind.TEMPLATE):
        raise Http404
    return require_reader(request.user)


def is_model(request: HttpRequest) -> bool:
    """Is this the model municipality's site."""
    return tenant_of(request).kind == Kind.TEMPLATE


def may_answer(request: HttpRequest) -> bool:
    """May this person propose and vote for the municipality: whoever answers for templates there."""
    return tenant_of(request).kind == Kind.MUNICIPALITY and may_take(request.user)


def may_decide(request: HttpRequest) -> bool:
    """May this person answer a proposal: the model's own editors, on its own site."""
    return is_model(request) and may_edit(request.user)


def may_speak(request: HttpRequest) -> bool:
    """May this person comment: whoever votes or decides."""
    return may_answer(request) or may_decide(request)


def require_answerer(request: HttpRequest) -> User:
    """Whoever may propose and vote for the municipality.

    Raises:
        Http404: on a site that is no municipality.
        Denied: for everybody else.
    """
    if tenant_of(request).kind != Kind.MUNICIPALITY:
        raise Http404
    return require_taker(request.user)


def require_decider(request: HttpRequest) -> User:
    """Whoever may answer a proposal.

    Raises:
        Http404: on a site that is not the model's.
        Denied: for everybody but its editors.
    """
    if not is_model(request):
        raise Http404
    return require_editor(request.user)


def require_speaker(request: HttpRequest) -> User:
    """Whoever may comment.

    Raises:
        Http404: on a site that takes no part.
        Denied: for everybody else.
    """
    user = require_part(request)
    if not may_speak(request):
        raise Denied(_("Kommentarer skrivs av dem som sköter mallarna. Be dem föra fram det du vill säga."))
    return user

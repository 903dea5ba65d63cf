"""/administration/delegerad-forvaltning/: who from elsewhere may administer this site."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.delegation.access import delegation_or_404, own_invitation_or_404
from samverk.identity.delegation.actions.end_delegation import end_delegation
from samverk.identity.delegation.actions.grant_delegation import grant_delegation
from samverk.identity.delegation.actions.invite_maintainer import invite_maintainer, withdraw_invitation
from samverk.identity.delegation.forms import InviteForm
from samverk.identity.delegation.models import Invitation
from samverk.identity.delegation.queries import delegations_here, invitations_here, tenant_of_schema
from samverk.identity.rights.access import is_own_maintainer, maintainer_of, own_maintainer_of
from samverk.identity.rights.refusal import Refusal
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE = "delegation:here"


@never_cache
@sensitive_variables("code")
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """Who may, who is asked, who could; a POST makes an invitation and shows its code, this once.

    Raises:
        Denied: for anybody but the site's maintainers; for a POST, its own ones.
        Http404: on the operator's site.
    """
    if request.method != "POST":
        maintainer_of(request)
        return _page(request, InviteForm())
    own_maintainer_of(request)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            made, code = invite_maintainer(actor=actor_of(request), now=clock.now(), **form.cleaned_data)
        except Refusal as error:
            form.add_error("valid_to", str(error))
        else:
            return _page(request, InviteForm(), made=made, code=code)
    return _page(request, form, status=422)


def _page(
    request: HttpRequest, form: InviteForm, *, made: Invitation | None = None, code: str = "", status: int = 200
) -> HttpResponse:
    now, day = clock.now(), clock.today()
    names = {
        invitation.home_schema: str(tenant_of_schema(invitation.home_schema) or "–")
        for invitation in invitations_here(now)
    }
    context = {
        "trail": administration_trail(_("Delegerad förvaltning")),
        "own": is_own_maintainer(request.user),
        "form": form,
        "made": made,
        "code": code,
        "waiting": [
            {"invitation": each, "home": names[each.home_schema], "answer": getattr(each, "answer", None)}
            for each in invitations_here(now)
        ],
        "current": [each for each in delegations_here() if each.is_in_force(day)],
        "past": [each for each in delegations_here()[:100] if not each.is_in_force(day)],
    }
    return render(request, "delegation/here.html", context, status=status)


@require_POST
def grant(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say yes to whoever answered.

    Raises:
        Denied: for anybody but the site's own maintainers.
        Http404: for an invitation that is not this site's, or settled.
    """
    own_maintainer_of(request)
    invitation = own_invitation_or_404(uuid)
    try:
        made = grant_delegation(actor=actor_of(request), invitation=invitation, now=clock.now())
    except Refusal as error:
        messages.error(request, str(error))
    else:
        told = _("%(name)s får förvalta webbplatsen till och med %(day)s.")
        messages.success(request, told % {"name": made.user.display_name, "day": date_format(made.valid_to)})
    return redirect(PAGE)


@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the invitation back, answered or not.

    Raises:
        Denied, Http404: as `grant`.
    """
    own_maintainer_of(request)
    withdraw_invitation(actor=actor_of(request), invitation=own_invitation_or_404(uuid), now=clock.now())
    messages.success(request, _("Inbjudan är återtagen. Koden gäller inte längre."))
    return redirect(PAGE)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation now.

    Raises:
        Denied: for anybody but the site's own maintainers.
        Http404: for one that is not this site's, or ended.
    """
    own_maintainer_of(request)
    ended = end_delegation(actor=actor_of(request), delegation=delegation_or_404(pk), now=clock.now())
    messages.success(request, _("%(name)s förvaltar inte längre webbplatsen.") % {"name": ended.user.display_name})
    return redirect(PAGE)

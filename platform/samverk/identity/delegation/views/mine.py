"""/mina-uppdrag/: the sites I administer for others, and the way to take on one more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.identity.delegation.access import at_home
from samverk.identity.delegation.actions.answer_invitation import answer_invitation
from samverk.identity.delegation.forms import CodeForm
from samverk.identity.delegation.models import Invitation
from samverk.identity.delegation.queries import BadCode, assignments_of, find_invitation, tenant_of_schema
from samverk.identity.models import User
from samverk.kernel import clock
from tenants.middleware import tenant_of
from tenants.queries import url_on


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The list; a POST with a code shows the invitation, with "ja" too it is answered.

    Raises:
        Denied: for who does not belong to this site.
        Http404: on the operator's site.
    """
    user = at_home(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    invitation = None
    if form.is_bound and form.is_valid():
        code, now = form.cleaned_data["code"], clock.now()
        try:
            if "ja" in request.POST:
                answered = answer_invitation(actor=actor_of(request), user=user, code=code, now=now)
                name = tenant_of_schema(answered.target_schema)
                told = _("Ditt svar är skickat. %(site)s bekräftar att det är du, sedan syns uppdraget här.")
                messages.success(request, told % {"site": name})
                return redirect("delegation:mine")
            invitation = find_invitation(code=code, now=now)
        except BadCode as error:
            form.add_error("code", str(error))
    return _page(request, user, form, invitation)


def _page(request: HttpRequest, user: User, form: CodeForm, invitation: Invitation | None) -> HttpResponse:
    here = tenant_of(request)
    way = reverse("identity:set_out", args=[here.slug]) + f"?next={reverse('portal:administration')}"
    context = {
        "assignments": [
            (each, url_on(request=request, host=each.host, path=way))
            for each in assignments_of(user=user, day=clock.today())
        ],
        "form": form,
        "invitation": invitation,
        "inviting": tenant_of_schema(invitation.target_schema) if invitation else None,
    }
    return render(request, "delegation/mine.html", context, status=422 if form.errors else 200)

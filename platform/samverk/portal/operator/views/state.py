"""Pause a site, and open it again: both at once, both with one button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samverk.identity.access import actor_of
from samverk.portal.operator.access import require_operator, site_or_404
from samverk.portal.operator.forms import StateForm
from samverk.portal.operator.views.sites import show_site
from tenants.actions.change_state import change_state
from tenants.models import State


@never_cache
@require_POST
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """To pause asks for the reason; to open again asks for nothing.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    require_operator(request.user)
    tenant = site_or_404(slug)
    if request.POST.get("state") == State.ACTIVE:
        change_state(actor=actor_of(request), tenant=tenant, state=State.ACTIVE)
        messages.success(request, _("Webbplatsen är öppen igen."))
        return redirect("operator:site", slug)
    form = StateForm(request.POST)
    if not form.is_valid():
        return show_site(request, tenant, form)
    reason = form.cleaned_data["reason"]
    change_state(actor=actor_of(request), tenant=tenant, state=State.SUSPENDED, reason=reason)
    return redirect("operator:site", slug)

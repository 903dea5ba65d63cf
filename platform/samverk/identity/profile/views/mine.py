"""/mina-uppgifter/: what is shown of me, here and elsewhere, and where it comes from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, is_person
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.identity.profile.forms import TravelForm
from samverk.identity.profile.queries import profile_row, sites_elsewhere
from samverk.kernel import clock
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.queries import site_and_host


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The page; a post at home chooses what travels."""
    assert is_person(request.user)
    user, row = request.user, profile_row(request.user)
    at_home = tenant_of(request).kind == Kind.MUNICIPALITY
    elsewhere = sites_elsewhere(user=user, day=clock.today()) if at_home else []
    form = TravelForm(
        request.POST if request.method == "POST" else None,
        initial={"carries_title": row.carries_title, "carries_email": row.carries_email},
    )
    if request.method == "POST" and form.is_valid():
        carry_profile(actor=actor_of(request), user=user, **form.cleaned_data)
        messages.success(request, _("Ditt val är sparat och når de andra webbplatserna inom någon minut."))
        return redirect("profile:mine")
    found = site_and_host(row.came_from) if row.came_from else None
    context = {"row": row, "at_home": at_home, "elsewhere": elsewhere, "form": form, "home": found and found[0]}
    return render(request, "profile/mine.html", context)

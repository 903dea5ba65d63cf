"""The way in for a site's first maintainer: a link, shown once, that lets them choose their own password."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.actions.create_local_account import UsernameTaken
from samverk.identity.first_links.actions.issue_link import IssuedLink, SomebodyIsIn, issue_link
from samverk.identity.first_links.actions.withdraw_link import withdraw_link
from samverk.identity.first_links.queries import accounts_waiting
from samverk.kernel import clock
from samverk.portal.operator.access import require_operator, site_or_404
from samverk.portal.operator.forms import FirstLinkForm
from samverk.portal.operator.views.sites import trail
from tenants.models import Tenant
from tenants.queries import primary_hosts, url_on


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_link(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and the accounts that wait; a valid form makes the link and shows it, this once.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    require_operator(request.user)
    tenant = site_or_404(slug)
    form = FirstLinkForm(request.POST if request.method == "POST" else None)
    made: IssuedLink | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = issue_link(actor=actor_of(request), tenant=tenant, now=clock.now(), **form.cleaned_data)
        except UsernameTaken as taken:
            form.add_error("username", str(taken))
        except SomebodyIsIn as somebody:
            form.add_error(None, str(somebody))
    return _page(request, tenant, form, made)


def _page(request: HttpRequest, tenant: Tenant, form: FirstLinkForm, made: IssuedLink | None) -> HttpResponse:
    is_in, waiting = accounts_waiting(tenant=tenant, now=clock.now())
    site_url = reverse("operator:site", args=[tenant.slug])
    host = primary_hosts([tenant.schema_name])[tenant.schema_name]
    context = {
        "trail": trail((tenant.official_name, site_url), _("Det första kontot")),
        "tenant": tenant,
        "form": form,
        "made": made,
        "address": url_on(request=request, host=host, path=made.path) if made else "",
        "somebody_is_in": is_in,
        "waiting": waiting,
    }
    return render(request, "portal/operator/first_link.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def withdraw(request: HttpRequest, slug: str, person: UUID) -> HttpResponse:
    """Take back a link that nobody has used; the account is closed.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    require_operator(request.user)
    tenant = site_or_404(slug)
    if withdraw_link(actor=actor_of(request), tenant=tenant, person=person, now=clock.now()):
        messages.success(request, _("Länken går inte att använda längre. Ångrar du dig gör du en ny till samma namn."))
    else:
        messages.warning(request, _("Kontot väntar inte längre på sitt första lösenord. Ingenting är ändrat."))
    return redirect("operator:first_link", slug)

"""Support sessions at the operator: begin one, go in, end it, and see all there have been."""

import re
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.support.actions.end_support import end_support
from samverk.identity.support.actions.issue_support_handoff import NoSupportSession, issue_support_handoff
from samverk.identity.support.actions.open_support import open_support
from samverk.identity.support.addresses import way_in
from samverk.identity.support.models import End, SupportSession
from samverk.identity.support.queries import all_sessions, session_by_number
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.portal.operator.access import require_operator, site_or_404
from samverk.portal.operator.forms import SupportForm
from samverk.portal.operator.views.sites import trail
from tenants.models import Tenant
from tenants.queries import primary_hosts, tenants_in_use, url_on

PER_PAGE = 50
HASH = re.compile(r"[0-9a-f]{64}")


@never_cache
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """All there have been, newest first.

    Raises:
        Denied: for anybody who does not run the sites.
    """
    require_operator(request.user)
    now = clock.now()
    page = Paginator(all_sessions(), PER_PAGE).get_page(request.GET.get("sida"))
    names = dict(tenants_in_use().values_list("schema_name", "official_name"))
    context = {
        "trail": trail(_("Support")),
        "page": page,
        "rows": [
            {
                "session": each,
                "site": names.get(each.schema_name, each.schema_name),
                "running": each.is_running(now),
            }
            for each in page
        ],
    }
    return render(request, "portal/operator/support_sessions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; a valid one makes the session and shows the way in.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    user = require_operator(request.user)
    tenant = site_or_404(slug)
    form = SupportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wanted = dict(form.cleaned_data)
        try:
            session = open_support(
                actor=actor_of(request),
                opened_by=user,
                tenant=tenant,
                now=clock.now(),
                lasts=timedelta(minutes=wanted.pop("minutes")),
                **wanted,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("operator:support_session", session.uuid)
    way = trail((tenant.official_name, reverse("operator:site", args=[slug])), _("Starta support"))
    context = {"trail": way, "tenant": tenant, "form": form}
    return render(request, "portal/operator/support_begin.html", context, status=422 if form.errors else 200)


def _session_or_404(number: UUID) -> tuple[SupportSession, Tenant]:
    found = session_by_number(number)
    tenant = tenants_in_use().filter(schema_name=found.schema_name).first() if found else None
    if found is None or tenant is None:
        raise Http404
    return found, tenant


@never_cache
@require_safe
def session_page(request: HttpRequest, number: UUID) -> HttpResponse:
    """One session: the way in while it runs, and the way to end it.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such session.
    """
    user = require_operator(request.user)
    session, tenant = _session_or_404(number)
    host = primary_hosts([tenant.schema_name]).get(tenant.schema_name, "")
    running = session.is_running(clock.now())
    context = {
        "trail": trail((_("Support"), reverse("operator:support_sessions")), tenant.official_name),
        "session": session,
        "tenant": tenant,
        "running": running,
        "enter": url_on(request=request, host=host, path=way_in(number))
        if running and session.opened_by_uuid == user.uuid
        else "",
    }
    return render(request, "portal/operator/support_session.html", context)


@never_cache
@require_safe
def hand_over(request: HttpRequest, number: UUID) -> HttpResponse:
    """The second step of the way in: a ticket for whoever opened the session, while it runs.

    Raises:
        Denied: for anybody else, and when it is over; both are logged.
        Http404: without a nonce of the site's.
    """
    user = require_operator(request.user)
    browser_hash = request.GET.get("webblasare", "")
    if not HASH.fullmatch(browser_hash):
        raise Http404
    try:
        token = issue_support_handoff(
            actor=actor_of(request), user=user, number=number, browser_hash=browser_hash, now=clock.now()
        )
    except NoSupportSession as error:
        raise Denied(_("Du har ingen support som pågår där. Starta en först.")) from error
    _session, tenant = _session_or_404(number)
    host = primary_hosts([tenant.schema_name])[tenant.schema_name]
    query = urlencode({"biljett": token, "next": "/administration/"})
    return HttpResponseRedirect(url_on(request=request, host=host, path=f"/anslut/?{query}"))


@never_cache
@require_POST
def end(request: HttpRequest, number: UUID) -> HttpResponse:
    """End it before its time.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such session.
    """
    require_operator(request.user)
    session, _tenant = _session_or_404(number)
    end_support(actor=actor_of(request), session=session, how=End.OPERATOR, now=clock.now())
    messages.success(request, _("Supporten är avslutad."))
    return redirect("operator:support_session", number)

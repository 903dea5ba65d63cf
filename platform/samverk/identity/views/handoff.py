"""The way from one site to the next without a second password.

1. On the target: `/anslut/<from>/` puts a nonce in the browser and sends it to the source.
2. On the source, where the person is signed in: `/overlamning/` issues a token bound to that nonce.
3. On the target again: `/anslut/` trades token and nonce for a session, once.
"""

import re
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import actor_of, is_person
from samverk.identity.actions.accept_handoff import HandoffRefused, accept_handoff
from samverk.identity.actions.issue_handoff import NotAMember, digest, issue_handoff
from samverk.identity.views.sign_in import safe_next
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import record_audit
from tenants.middleware import tenant_of
from tenants.models import Tenant
from tenants.queries import site_and_host, url_on

NONCE_COOKIE = "__Host-overlamning" if settings.SAMVERK_HTTPS else "overlamning"
HASH = re.compile(r"[0-9a-f]{64}")


def _site_or_404(slug: str) -> tuple[Tenant, str]:
    found = site_and_host(slug)
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_safe
def set_out(request: HttpRequest, source: str) -> HttpResponse:
    """Step 1, on the target."""
    next_url = safe_next(request, request.GET.get("next", ""))
    if is_person(request.user):
        return HttpResponseRedirect(next_url)
    _tenant, host = _site_or_404(source)
    nonce = secrets.token_urlsafe(32)
    query = urlencode({"till": tenant_of(request).slug, "webblasare": digest(nonce), "next": next_url})
    response = HttpResponseRedirect(url_on(request=request, host=host, path=f"/overlamning/?{query}"))
    response.set_cookie(
        NONCE_COOKIE,
        nonce,
        max_age=600,
        httponly=True,
        samesite="Lax",
        secure=settings.SAMVERK_HTTPS,
        path="/",
    )
    return response


@never_cache
@require_safe
def hand_over(request: HttpRequest) -> HttpResponse:
    """Step 2, on the source; signs in first when needed."""
    browser_hash = request.GET.get("webblasare", "")
    if not HASH.fullmatch(browser_hash):
        raise Http404
    target, host = _site_or_404(request.GET.get("till", ""))
    assert is_person(request.user)
    try:
        token = issue_handoff(
            actor=actor_of(request),
            user=request.user,
            target_slug=target.slug,
            browser_hash=browser_hash,
            now=clock.now(),
        )
    except NotAMember as error:
        raise Denied(
            _("Du har inte tillgång till %(site)s. Be den som ansvarar där om att få bli medlem.")
            % {"site": target.official_name}
        ) from error
    query = urlencode({"biljett": token, "next": request.GET.get("next", "/")})
    return HttpResponseRedirect(url_on(request=request, host=host, path=f"/anslut/?{query}"))


@login_not_required
@never_cache
@require_safe
def arrive(request: HttpRequest) -> HttpResponse:
    """Step 3, on the target."""
    next_url = safe_next(request, request.GET.get("next", ""))
    try:
        accept_handoff(
            request=request,
            signed=request.GET.get("biljett", ""),
            nonce=request.COOKIES.get(NONCE_COOKIE, ""),
            now=clock.now(),
        )
    except HandoffRefused as error:
        record_audit(
            actor=actor_of(request),
            verb="identity.accept_handoff",
            result="refused",
            details={"why": str(error)},
        )
        response = render(request, "identity/handoff_refused.html", {"next": next_url}, status=403)
    else:
        response = HttpResponseRedirect(next_url)
    response.delete_cookie(NONCE_COOKIE, path="/")
    return response

"""Out: because the provider says so (back-channel, front-channel), or on the way to sign out there too."""

from urllib.parse import urlencode, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from samverk.identity.oidc.access import any_link_or_404
from samverk.identity.oidc.actions.end_provider_sessions import end_provider_sessions
from samverk.identity.oidc.metadata import ensure_fresh
from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.refusal import Refused
from samverk.identity.oidc.refusals import write_down
from samverk.identity.oidc.tokens import LEEWAY, LOGOUT_AGE, read_logout_token
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def back_channel(request: HttpRequest, key: str) -> HttpResponse:
    """The provider's own server ends sessions (OpenID Connect Back-Channel Logout 1.0)."""
    link = any_link_or_404(key)
    now = clock.now()
    try:
        provider = ensure_fresh(link.provider, now=now)
        claims = read_logout_token(provider=provider, token=request.POST.get("logout_token"), now=now)
        # Known as used until it would be too old anyway.
        marker = f"oidc-logout:{provider.uuid}:{claims['jti'][:255]}"
        if not caches["deployment"].add(marker, 1, timeout=LOGOUT_AGE + 2 * LEEWAY):
            raise Refused("bad_token", "the logout token was used before")
    except Refused as error:
        write_down(request, provider=link.provider, error=error, verb="identity.back_channel_logout")
        return JsonResponse({"error": "invalid_request", "error_description": error.detail}, status=400)
    try:
        end_provider_sessions(
            actor=_provider_as_actor(request, provider),
            provider=provider,
            sid=claims.get("sid", ""),
            subject=claims.get("sub", ""),
        )
    except BaseException:
        caches["deployment"].delete(marker)  # the provider may say it again
        raise
    return HttpResponse(status=200)


def _provider_as_actor(request: HttpRequest, provider: Provider) -> Actor:
    return Actor(uuid=None, name=provider.name, address=request.META.get("REMOTE_ADDR") or None)


@login_not_required
@never_cache
@require_GET
def front_channel(request: HttpRequest, key: str) -> HttpResponse:
    """The provider's page loads this address in a frame (Front-Channel Logout 1.0).

    Our cookie does not travel into a frame of another site, so the session is found by `sid` alone, which only the
    provider and we know. Without it nothing ends: anybody's page could sign people out.
    """
    provider = any_link_or_404(key).provider
    sid = request.GET.get("sid", "")
    if not sid or request.GET.get("iss") != provider.issuer:
        return HttpResponse(status=400)
    end_provider_sessions(
        actor=_provider_as_actor(request, provider),
        provider=provider,
        sid=sid,
        subject="",
    )
    return HttpResponse(status=200)


@login_not_required
@never_cache
@require_GET
def signed_out(request: HttpRequest, key: str) -> HttpResponse:
    """Signed out here; the link signs out at the provider too (RP-Initiated Logout 1.0).

    A link and not a redirect: the form's policy forbids leaving the house, and on a shared computer a person should
    see that half is done. The id_token is not sent as a hint: it would put personal data in an address.
    """
    provider = any_link_or_404(key).provider
    address = provider.endpoint("end_session_endpoint")
    if address:
        back = request.build_absolute_uri(reverse("identity:sign_in"))
        query = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back, "ui_locales": "sv en"})
        address += ("&" if urlsplit(address).query else "?") + query
    return render(request, "oidc/signed_out.html", {"provider": provider, "address": address})

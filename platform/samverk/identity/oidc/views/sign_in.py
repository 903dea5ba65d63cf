"""To the provider and back."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samverk.identity.access import actor_of, is_person
from samverk.identity.oidc.access import open_link_or_404
from samverk.identity.oidc.actions.sign_in_with_provider import sign_in_with_provider
from samverk.identity.oidc.attempt import begin
from samverk.identity.oidc.metadata import ensure_fresh
from samverk.identity.oidc.refusal import Refused
from samverk.identity.oidc.refusals import refuse
from samverk.identity.views.sign_in import safe_next
from samverk.kernel import clock


@login_not_required
@never_cache
@require_GET
def start(request: HttpRequest, key: str) -> HttpResponse:
    """The button: begin an attempt and send the browser to the provider."""
    link = open_link_or_404(key)
    next_url = safe_next(request, request.GET.get("next", ""))
    if is_person(request.user):
        return redirect(next_url)
    try:
        provider = ensure_fresh(link.provider, now=clock.now())
    except Refused as error:
        return refuse(request, provider=link.provider, error=error, next_url=next_url)
    sent_on = request.GET.get("vidare") == "1"
    return redirect(begin(request=request, provider=provider, now=clock.now(), next_url=next_url, sent_on=sent_on))


@login_not_required
@never_cache
@require_GET
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The provider's answer, at the one address it has for this provider here."""
    link = open_link_or_404(key)
    try:
        address = sign_in_with_provider(actor=actor_of(request), request=request, link=link, now=clock.now())
    except Refused as error:
        return refuse(request, provider=link.provider, error=error)
    return redirect(address)

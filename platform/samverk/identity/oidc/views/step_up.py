"""A stronger sign-in for the page somebody wants, and back to the same page (PF-05)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samverk.identity.access import is_person
from samverk.identity.oidc.attempt import STEP_UP, begin
from samverk.identity.oidc.metadata import ensure_fresh
from samverk.identity.oidc.queries import ways_to_level
from samverk.identity.oidc.refusal import Refused
from samverk.identity.oidc.refusals import refuse
from samverk.identity.oidc.session import assurance_of, provider_of
from samverk.identity.views.sign_in import safe_next
from samverk.kernel import clock

MAX_AGE = 86_400


def _number(text: str, limit: int) -> int:
    return min(int(text), limit) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@never_cache
@require_GET
def step_up(request: HttpRequest) -> HttpResponse:
    """Send the person to a provider that can give the level; says so when there is none."""
    assert is_person(request.user)
    level = _number(request.GET.get("niva", ""), 4)
    max_age = _number(request.GET["hogst"], MAX_AGE) if "hogst" in request.GET else None
    next_url = safe_next(request, request.GET.get("next", ""))
    mine = provider_of(request)
    # Through the same provider when it can: others are for those who have linked an identity there.
    ways = sorted(ways_to_level(level), key=lambda way: way[0].provider.key != mine)
    if not ways:
        context = {"level": level, "own": assurance_of(request)}
        return render(request, "oidc/no_way_up.html", context, status=403)
    link, acr_values = ways[0]
    try:
        provider = ensure_fresh(link.provider, now=clock.now())
    except Refused as error:
        return refuse(request, provider=link.provider, error=error, next_url=next_url)
    return redirect(
        begin(
            request=request,
            provider=provider,
            now=clock.now(),
            next_url=next_url,
            purpose=STEP_UP,
            level=level,
            acr_values=tuple(acr_values),
            max_age=max_age,
            person=str(request.user.uuid),
        )
    )

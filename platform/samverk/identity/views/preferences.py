"""Language and light or dark, chosen from the top bar."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from samverk.identity.access import actor_of, is_person
from samverk.identity.actions.choose_preferences import choose_preferences
from samverk.identity.features import SCHEME_CHOICE, has_feature
from samverk.identity.middleware import LANGUAGE_COOKIE
from samverk.identity.views.sign_in import safe_next
from tenants.settings.languages import offered_languages


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the choice with the person, and in a cookie for the sign-in page."""
    code = request.POST.get("language", "")
    if code not in dict(offered_languages()):
        raise SuspiciousOperation("no such choice")
    if is_person(request.user):
        choose_preferences(actor=actor_of(request), user=request.user, language=code)
    response = HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))
    response.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=31_536_000,
        samesite="Lax",
        httponly=True,
        secure=settings.SAMVERK_HTTPS,
    )
    return response


@require_POST
def scheme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device says."""
    value = request.POST.get("scheme", "")
    if value not in {"", "light", "dark"}:
        raise SuspiciousOperation("no such choice")
    assert is_person(request.user)
    if not has_feature(request.user, SCHEME_CHOICE):
        raise Http404
    choose_preferences(actor=actor_of(request), user=request.user, scheme=value)
    return HttpResponseRedirect(safe_next(request, request.POST.get("next", "")))

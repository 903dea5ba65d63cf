"""The sign-in page and the way out."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of, is_person
from samverk.identity.actions import sign_in as action
from samverk.identity.forms import SignInForm
from samverk.identity.providers import way_out_for, ways_for
from samverk.identity.site_settings import PASSWORD_FORM, SIGN_IN_HELP
from samverk.identity.throttle import TooManyAttempts
from samverk.kernel.actions.record_audit import record_audit
from tenants.middleware import tenant_of
from tenants.settings.queries import value


def safe_next(request: HttpRequest, wanted: str) -> str:
    """An address on this site, or the start page."""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return "/"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; on success go where the person was heading."""
    next_url = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if is_person(request.user):
            return HttpResponseRedirect(next_url)
        return _page(request, SignInForm(), next_url, status=200)
    form = SignInForm(request.POST)
    status = 200
    if form.is_valid():
        try:
            action.sign_in(request=request, **form.cleaned_data)
            return _onwards(request, next_url)
        except TooManyAttempts:
            form.add_error(None, _("Det har blivit för många försök. Vänta en kvart och försök igen."))
            status = 429
        except action.WrongCredentials:
            form.add_error(None, _("Användarnamnet eller lösenordet stämmer inte. Försök igen."))
    return _page(request, form, next_url, status=status)


def _onwards(request: HttpRequest, next_url: str) -> HttpResponse:
    """To where the person was heading.

    A handoff ends on another host, and a browser applies our `form-action` to every redirect that follows a form
    (CSP level 3, 4.2.2): it would stop there without a word. So the form's answer is a page that goes on by itself.
    """
    if next_url.startswith(reverse("identity:hand_over")):
        return render(request, "identity/going_on.html", {"next": next_url})
    return HttpResponseRedirect(next_url)


def _page(request: HttpRequest, form: SignInForm, next_url: str, status: int) -> HttpResponse:
    ways = ways_for(request, next_url)
    # Without any other way the fields are the only door; a reserve account finds them through a link.
    asked_for = request.method == "POST" or "reservkonto" in request.GET
    context = {
        "form": form,
        "shows_form": value(PASSWORD_FORM) or asked_for or not ways,
        "help_text": value(SIGN_IN_HELP),
        "next": next_url,
        "main_ways": [way for way in ways if way.primary],
        "ways": [way for way in ways if not way.primary],
        "signed_out": _signed_out(request),
    }
    return render(request, "identity/sign_in.html", context, status=status)


def _signed_out(request: HttpRequest) -> str:
    """Said to whoever just left: sessions on other sites are their own, which matters at a shared computer."""
    if "utloggad" not in request.GET:
        return ""
    return _(
        "Du är utloggad från %(site)s. Är du inloggad på någon annan av dina webbplatser är du kvar där: "
        "logga ut även från den om du delar dator."
    ) % {"site": tenant_of(request).official_name}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here; sessions on other sites are their own."""
    record_audit(actor=actor_of(request), verb="identity.sign_out", right="own")
    onwards = way_out_for(request)
    logout(request)
    return redirect(onwards or reverse("identity:sign_in") + "?utloggad")

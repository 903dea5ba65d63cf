"""/valkommen/<link>/: where an invited guest says yes."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.actions.sign_in import start_session
from samverk.identity.guests.actions.accept_invitation import InvitationClosed, accept_invitation
from samverk.identity.guests.actions.set_guest_password import set_guest_password
from samverk.identity.guests.forms import AcceptForm, AgreeForm, NewPasswordForm
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.queries import invitation_behind, password_link_behind
from samverk.identity.oidc.access import open_link_or_404
from samverk.identity.oidc.attempt import INVITATION, begin
from samverk.identity.oidc.metadata import ensure_fresh
from samverk.identity.oidc.queries import links_for_guests
from samverk.identity.oidc.refusal import Refused
from samverk.identity.oidc.refusals import refuse
from samverk.identity.one_time_links import link_digest
from samverk.kernel import clock


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation with its terms; yes makes the account and signs in. Opening the page uses nothing up:
    mail filters open links before people do."""
    stay = invitation_behind(token=token, now=clock.now())
    if stay is None and (stay := password_link_behind(token=token, now=clock.now())) is not None:
        return _new_password(request, token, stay)
    if stay is None or stay.is_over(clock.today()):
        return render(request, "guests/closed.html", status=404)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(
                actor=actor_of(request), token=token, password=form.cleaned_data["password"], now=clock.now()
            )
        except InvitationClosed:
            return render(request, "guests/closed.html", status=404)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            start_session(request=request, user=user, how="invitation")
            return redirect("/")
    # The address opens an account. The house's own policy, same-origin, keeps it from other hosts; no-referrer would
    # make browsers send `Origin: null` with the form, which the guard against forged forms refuses.
    return _page(request, token, stay, form=form)


def _page(
    request: HttpRequest,
    token: str,
    stay: GuestStay,
    *,
    form: AcceptForm | None = None,
    agreed: AgreeForm | None = None,
) -> HttpResponse:
    form = form or AcceptForm()
    agreed = agreed or AgreeForm(auto_id="id_via_%s")
    context = {"form": form, "stay": stay, "token": token, "agreed": agreed, "ways": links_for_guests()}
    return render(request, "guests/welcome.html", context, status=422 if form.errors or agreed.errors else 200)


@login_not_required
@never_cache
@require_POST
def by_provider(request: HttpRequest, token: str) -> HttpResponse:
    """Agreed to the terms, and off to a provider; nothing is accepted until its answer has proved somebody.

    Raises:
        Http404: for a provider that signs nobody in here.
    """
    stay = invitation_behind(token=token, now=clock.now())
    if stay is None or stay.is_over(clock.today()):
        return render(request, "guests/closed.html", status=404)
    agreed = AgreeForm(request.POST, auto_id="id_via_%s")
    if not agreed.is_valid():
        return _page(request, token, stay, agreed=agreed)
    link = open_link_or_404(request.POST.get("tjanst", ""))
    try:
        provider = ensure_fresh(link.provider, now=clock.now())
    except Refused as error:
        return refuse(request, provider=link.provider, error=error, next_url=request.path)
    address = begin(
        request=request,
        provider=provider,
        now=clock.now(),
        next_url="/",
        purpose=INVITATION,
        prompt="login",
        invitation=link_digest(token),
    )
    # A browser applies our `form-action` to every redirect that follows a form: it would stop there without a word.
    return render(request, "guests/to_provider.html", {"next": address, "provider": provider})


def _new_password(request: HttpRequest, token: str, stay: GuestStay) -> HttpResponse:
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["password"]
        try:
            user = set_guest_password(actor=actor_of(request), token=token, password=word, now=clock.now())
        except InvitationClosed:
            return render(request, "guests/closed.html", status=404)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            start_session(request=request, user=user, how="invitation")
            return redirect("/")
    context = {"form": form, "stay": stay}
    return render(request, "guests/new_password.html", context, status=422 if form.errors else 200)

"""/valkommen/<link>/: where an invited guest says yes."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.identity.actions.sign_in import start_session
from samverk.identity.guests.actions.accept_invitation import InvitationClosed, accept_invitation
from samverk.identity.guests.actions.set_guest_password import set_guest_password
from samverk.identity.guests.forms import AcceptForm, NewPasswordForm
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.queries import invitation_behind, password_link_behind
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
    return render(request, "guests/welcome.html", {"form": form, "stay": stay}, status=422 if form.errors else 200)


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

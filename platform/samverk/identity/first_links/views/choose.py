"""/forsta-losenord/<link>/: where the first maintainer chooses a password."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.identity.actions.sign_in import start_session
from samverk.identity.first_links.actions.use_link import LinkClosed, use_link
from samverk.identity.first_links.queries import first_link_behind
from samverk.identity.guests.forms import NewPasswordForm
from samverk.kernel import clock


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """The form; a good password opens the account and signs in. Opening the page uses nothing up: mail filters open
    links before people do."""
    link = first_link_behind(token=token, now=clock.now())
    if link is None:
        return render(request, "first_links/closed.html", status=404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["password"]
        try:
            user = use_link(actor=actor_of(request), token=token, password=word, now=clock.now())
        except LinkClosed:
            return render(request, "first_links/closed.html", status=404)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            start_session(request=request, user=user, how="first_link")
            return redirect("/administration/")
    context = {"form": form, "link": link}
    return render(request, "first_links/choose.html", context, status=422 if form.errors else 200)

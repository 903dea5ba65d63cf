"""/aviseringar/sluta/…/: the way out that every letter carries (RFC 8058); nobody has to sign in to be left alone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_for
from samverk.notifications.access import letters_of_or_404
from samverk.notifications.actions.choose_preferences import choose_letters


@login_not_required
# A mail program posts here by itself and has no cookie; the signed address is the right.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """To look changes nothing (mail filters open every link); the button, or the mail program's own, does."""
    user = letters_of_or_404(token)
    state = "asked"
    if request.method == "POST":
        again = request.POST.get("again") == "yes"
        choose_letters(actor=actor_for(user), user=user, wanted=again)
        state = "again" if again else "done"
    return render(request, "notifications/unsubscribe.html", {"state": state})

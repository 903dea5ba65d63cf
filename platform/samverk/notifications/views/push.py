"""/mina-aviseringar/webblasare/: which browsers are told at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverk.identity.access import actor_of
from samverk.identity.devices.naming import device_name
from samverk.kernel import clock
from samverk.notifications.access import require_person
from samverk.notifications.actions.subscribe_push import subscribe_push, unsubscribe_push


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Add this browser, as the page's script asks; or take one away, as a button does."""
    user = require_person(request.user)
    gone = request.POST.get("gone", "")
    if gone:
        if gone.isdecimal() and len(gone) < 18:
            unsubscribe_push(actor=actor_of(request), user=user, pk=int(gone))
        messages.success(request, _("Webbläsaren får inga aviseringar mer."))
        return redirect("notifications:choices")
    try:
        subscribe_push(
            actor=actor_of(request),
            user=user,
            endpoint=request.POST.get("endpoint", ""),
            public_key=request.POST.get("p256dh", ""),
            auth_secret=request.POST.get("auth", ""),
            device=device_name(request.headers.get("User-Agent", "")),
            now=clock.now(),
        )
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), status=422, content_type="text/plain; charset=utf-8")
    messages.success(request, _("Den här webbläsaren får aviseringar direkt."))
    return redirect("notifications:choices")

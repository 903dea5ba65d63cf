"""/mina-aviseringar/: how the person wants to be told."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.notifications.access import require_person
from samverk.notifications.actions.choose_preferences import choose_letters, pause
from samverk.notifications.actions.choose_ways import choose_ways
from samverk.notifications.drawing import matrix_table
from samverk.notifications.matrix_form import matrix_in
from samverk.notifications.push.sender import application_server_key
from samverk.notifications.queries import chosen_by, matrix_of

LONGEST_PAUSE = timedelta(days=366)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The matrix, the pause, what is muted."""
    user = require_person(request.user)
    if request.method == "POST":
        choose_ways(actor=actor_of(request), user=user, matrix=matrix_in(request.POST))
        messages.success(request, _("Dina val är sparade."))
        return redirect("notifications:choices")
    today = clock.today()
    context = {
        "rows": [(row, matrix_table(row)) for row in matrix_of(user)],
        "chosen": chosen_by(user, day=today),
        "push_key": application_server_key(),
        "today": today,
        "latest": today + LONGEST_PAUSE,
    }
    return render(request, "notifications/choices.html", context)


@require_POST
def pause_all(request: HttpRequest) -> HttpResponse:
    """Begin a pause, or end it."""
    user = require_person(request.user)
    today = clock.today()
    try:
        until = date.fromisoformat(request.POST["until"]) if request.POST.get("until") else None
    except ValueError:
        until = today - timedelta(days=1)
    if until is not None and not today <= until <= today + LONGEST_PAUSE:
        messages.error(request, _("Välj en dag från i dag till om ett år."))
        return redirect("notifications:choices")
    pause(actor=actor_of(request), user=user, until=until)
    if until:
        text = _("Pausen gäller till och med %(day)s.") % {"day": date_format(until, "j F Y")}
    else:
        text = _("Pausen är slut.")
    messages.success(request, text)
    return redirect("notifications:choices")


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """All letters off, or on again."""
    user = require_person(request.user)
    wanted = request.POST.get("wanted") == "yes"
    choose_letters(actor=actor_of(request), user=user, wanted=wanted)
    messages.success(request, _("Du får brev igen.") if wanted else _("Du får inga brev mer."))
    return redirect("notifications:choices")

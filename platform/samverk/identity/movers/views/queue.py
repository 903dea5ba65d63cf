"""/administration/overlamning/: what leavers have left, until somebody has it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.movers.access import departure_or_404
from samverk.identity.movers.actions import hand_over as handing
from samverk.identity.movers.forms import HandOverForm
from samverk.identity.movers.owned import owned_things
from samverk.identity.movers.queries import departures_with_things, things_left
from samverk.identity.movers.views.common import chosen_person, found_people
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE = 50


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Whose things wait."""
    require_maintainer(request.user)
    page = Paginator(departures_with_things(), PAGE).get_page(request.GET.get("sida"))
    context = {"trail": administration_trail(_("Överlämning")), "page": page}
    return render(request, "movers/queue.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One leaver's things: choose some, choose somebody, give."""
    maintainer = require_maintainer(request.user)
    departure = departure_or_404(pk)
    labels = {kind: str(owned.label) for kind, owned in owned_things}
    rows = list(things_left(departure))
    waiting = [row for row in rows if row.given_to is None]
    found = found_people(request, viewer=maintainer, without=departure.user)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        found=found,
        things=[(str(row.pk), f"{labels.get(row.kind, row.kind)}: {row.label}") for row in waiting],
    )
    if request.method == "POST" and form.is_valid():
        to = chosen_person(found, form.cleaned_data["receiver"])
        try:
            given = handing.hand_over(
                actor=actor_of(request),
                departure=departure,
                items=[int(key) for key in form.cleaned_data["things"]],
                to=to or departure.user,
                now=clock.now(),
            )
        except ValidationError as error:
            form.add_error("receiver", error)
        else:
            told = ngettext("%(count)s sak är överlämnad.", "%(count)s saker är överlämnade.", given)
            messages.success(request, told % {"count": given})
            return redirect("movers:one", departure.pk)
    ours = (_("Överlämning"), reverse("movers:queue"))
    context = {
        "trail": administration_trail(ours, departure.user.get_full_name()),
        "departure": departure,
        "form": form,
        "waiting": waiting,
        "given": [(row, labels.get(row.kind, row.kind)) for row in rows if row.given_to is not None],
        "found": found,
        "wanted": request.GET.get("q", "").strip()[:100],
    }
    return render(request, "movers/one.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the queue."""
    require_maintainer(request.user)
    departure = departure_or_404(pk)
    items = [int(key) for key in request.POST.getlist("things") if key.isdecimal() and len(key) < 18]
    if handing.take_back(actor=actor_of(request), departure=departure, items=items):
        messages.success(request, _("Ångrat. Det ligger i kön igen."))
    return redirect("movers:one", departure.pk)

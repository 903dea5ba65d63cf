"""/administration/avslut/: who leaves, when, and what they leave."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.models import User
from samverk.identity.movers.access import leaver_or_404
from samverk.identity.movers.actions.cancel_departure import cancel_departure
from samverk.identity.movers.actions.complete_departure import complete_departure
from samverk.identity.movers.actions.plan_departure import plan_departure
from samverk.identity.movers.forms import DepartureForm
from samverk.identity.movers.models import Source
from samverk.identity.movers.queries import departures, gone_since, held_by, planned_for
from samverk.identity.movers.views.common import chosen_person, found_people
from samverk.identity.queries import search_people
from samverk.identity.rights.lockout import LastMaintainer
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE = 50


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who leaves and who has left, and a search for whoever is to."""
    maintainer = require_maintainer(request.user)
    wanted = request.GET.get("q", "").strip()[:100]
    context = {
        "trail": administration_trail(_("Den som slutar")),
        "page": Paginator(departures(), PAGE).get_page(request.GET.get("sida")),
        "wanted": wanted,
        "found": search_people(viewer=maintainer, text=wanted),
    }
    return render(request, "movers/overview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: what they hold, the last day, who takes over."""
    maintainer = require_maintainer(request.user)
    user = leaver_or_404(viewer=maintainer, uuid=uuid)
    planned, gone = planned_for(user), gone_since(user)
    found = found_people(request, viewer=maintainer, without=user)
    if planned and planned.receiver and planned.receiver not in found:
        found.append(planned.receiver)
    initial: dict[str, object] = {"last_day": user.last_day}
    if planned and planned.receiver:
        initial["receiver"] = str(planned.receiver.uuid)
    form = DepartureForm(request.POST if request.method == "POST" else None, found=found, initial=initial)
    if request.method == "POST" and gone is None and form.is_valid() and _planned(request, user, form, found):
        messages.success(request, _("Sista dagen är sparad."))
        return redirect("movers:person", user.uuid)
    ours = (_("Den som slutar"), reverse("movers:overview"))
    context = {
        "trail": administration_trail(ours, user.get_full_name()),
        "person": user,
        "planned": planned,
        "gone": gone,
        "held": [held for held in held_by(user) if held.count],
        "form": form,
        "wanted": request.GET.get("q", "").strip()[:100],
    }
    return render(request, "movers/person.html", context, status=422 if form.errors else 200)


def _planned(request: HttpRequest, user: User, form: DepartureForm, found: list[User]) -> bool:
    now = clock.now()
    try:
        departure = plan_departure(
            actor=actor_of(request),
            user=user,
            last_day=form.cleaned_data["last_day"],
            source=Source.MAINTAINER,
            now=now,
            receiver=chosen_person(found, form.cleaned_data["receiver"]),
        )
        if departure.last_day < clock.today():
            complete_departure(actor=actor_of(request), departure=departure, now=now)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except LastMaintainer as error:
        form.add_error(None, str(error))
        return False
    return True


@require_POST
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The person stays."""
    user = leaver_or_404(viewer=require_maintainer(request.user), uuid=uuid)
    if planned_for(user) is not None:
        cancel_departure(actor=actor_of(request), user=user, now=clock.now())
        messages.success(request, _("Avslutet är återtaget. Ingenting av det har hänt."))
    return redirect("movers:person", user.uuid)

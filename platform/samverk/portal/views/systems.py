"""The launcher: every system one works in, with how it is doing before one clicks (PF-16)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, is_maintainer
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject
from samverk.portal.models import LineOfBusinessSystem
from samverk.portal.start.desk import desk_of
from samverk.portal.subjects import SYSTEM, system_url
from samverk.portal.systems.access import may_set_status, require_colleague, require_status_setter
from samverk.portal.systems.actions.set_status import set_status
from samverk.portal.systems.actions.star_system import star_system
from samverk.portal.systems.forms import StatusForm
from samverk.portal.systems.queries import System, history_of, matches, shelves, shown, system_or_404
from samverk.social.following.context import follow_button


@require_safe
def launcher(request: HttpRequest) -> HttpResponse:
    """Mine first, then those meant for me, then all others.

    Raises:
        Denied: for guests and suppliers.
    """
    user = require_colleague(request.user)
    found = shelves(user=user, favourites=desk_of(request, user).favourites)
    wanted = request.GET.get("sok", "").strip()[:100]

    def keep(systems: list[System]) -> list[System]:
        return [system for system in systems if matches(system, wanted)] if wanted else systems

    context = {
        "shelves": [
            (_("Dina system"), keep(found.favourites), True),
            (_("För dig"), keep(found.mine), False),
            (_("Alla andra"), keep(found.others), False),
        ],
        "count": sum(len(keep(each)) for each in (found.favourites, found.mine, found.others)),
        "wanted": wanted,
        "maintains": is_maintainer(user),
    }
    return render(request, "portal/systems.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def system(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One system: what it is for, whom to call, what was said of it; its maintainer says how it is doing.

    Raises:
        Denied: for guests and suppliers; to post, for anybody but the system's maintainer.
        Http404: when there is none.
    """
    user = require_colleague(request.user)
    row = system_or_404(uuid)
    form = StatusForm(initial=_initial(row))
    status = 200
    if request.method == "POST":
        setter = require_status_setter(user, row)
        form = StatusForm(request.POST)
        if form.is_valid():
            try:
                held = form.cleaned_data
                set_status(actor=actor_of(request), user=setter, system=row, now=clock.now(), **held)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Läget är sparat. Alla ser det innan de öppnar systemet."))
                return redirect("start:system", uuid)
        status = 422
    context = {
        "system": shown(row),
        "row": row,
        "history": history_of(row),
        "form": form if may_set_status(user, row) else None,
        "maintains": is_maintainer(user),
        "starred": row.pk in desk_of(request, user).favourites,
        **follow_button(request, Subject(Ref(SYSTEM, str(row.uuid)), row.name, system_url(row.uuid))),
    }
    return render(request, "portal/system.html", context, status=status)


@require_POST
def star(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put a system among one's own, or take it away.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none.
    """
    user = require_colleague(request.user)
    row = system_or_404(uuid)
    star_system(actor=actor_of(request), user=user, system=row, starred=request.POST.get("stjarna") == "1")
    return redirect(f"/system/#s-{row.pk}")


def _initial(row: LineOfBusinessSystem) -> dict[str, object]:
    current = shown(row)
    if current.state_at(clock.now()) == "normal":
        return {"status": "normal"}
    return {"status": row.status, "text": row.status_text, "begins": row.status_from, "ends": row.status_to}

"""All masters, and how near each is to a release (TP-07, TP-08)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_templates.areas import AREAS
from shared_templates.content.kinds import KINDS
from shared_templates.masters.access import may_edit, require_model_site, require_reader
from shared_templates.masters.queries import Readiness, lessons, listed, readiness
from shared_templates.masters.shown import STATES, state_of
from shared_templates.masters.ways import ways_on


@never_cache
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """By code; what stands in the way is asked of the changed ones only.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for guests and suppliers.
    """
    require_model_site(request)
    user = require_reader(request.user)
    kind, state = request.GET.get("sort", ""), request.GET.get("lage", "")
    kind, state = kind if kind in KINDS else "", state if state in STATES else ""
    found = listed(kind)
    judged = {one.master.pk: one for one in readiness([master for master in found if master.is_new])}
    late = {lesson.master.pk for lesson in lessons() if lesson.is_outdated}
    rows = []
    for master in found:
        one = judged.get(master.pk) or Readiness(master)
        states, badges = state_of(one, is_outdated=master.pk in late)
        if not state or state in states:
            rows.append({"master": master, "area": AREAS.get(master.area, master.area), "badges": badges, "one": one})
    context = {
        "rows": rows,
        "kinds": KINDS.values(),
        "states": STATES.items(),
        "kind": kind,
        "state": state,
        "writes": may_edit(user),
        "ways": ways_on(user),
    }
    return render(request, "masters/drafts.html", context)

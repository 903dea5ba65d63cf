"""Where the site says it stands, and how far it has come: support, not a ranking (TN-07)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.portal.access import require_maintainer_of_site
from samverk.portal.plan_form import AssessmentForm
from samverk.portal.readiness import facts_of
from samverk.ui.trails import administration_trail
from tenants.profile.actions.assess_maturity import assess_maturity
from tenants.profile.areas import AREAS, Area
from tenants.profile.models import Assessment
from tenants.profile.queries import LOW, assessments


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def maturity(request: HttpRequest) -> HttpResponse:
    """The way so far, and the form.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer_of_site(request)
    rows = assessments()
    form = AssessmentForm(request.POST if request.method == "POST" else None, before=rows[-1] if rows else None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        assess_maturity(actor=actor_of(request), scores=form.scores(), note=note, now=clock.now())
        messages.success(request, _("Skattningen är sparad. Den visas bara här på er egen webbplats."))
        return redirect("portal:maturity")
    newest_first = rows[::-1]
    context = {
        "trail": administration_trail(_("Samverkansmognad")),
        "form": form,
        "facts": facts_of(clock.today()),
        "charts": [_chart(area, rows) for area in AREAS] if rows else [],
        "columns": [_("Dag"), *(str(area.label) for area in AREAS), _("Kommentar")],
        "rows": [[row.day.isoformat(), *(getattr(row, area.name) for area in AREAS), row.note] for row in newest_first],
    }
    return render(request, "portal/maturity.html", context, status=422 if form.errors else 200)


def _chart(area: Area, rows: list[Assessment]) -> dict[str, Any]:
    steps = [getattr(row, area.name) for row in rows]
    told = {"area": area.label, "now": steps[-1], "day": date_format(rows[-1].day, "DATE_FORMAT"), "first": steps[0]}
    text = (
        _("%(area)s: steg %(now)s av 5 den %(day)s.") % told
        if len(rows) == 1
        else _("%(area)s: från steg %(first)s till steg %(now)s av 5 den %(day)s.") % told
    )
    return {
        "id": f"diagram-{area.name}",
        "title": area.label,
        "text": text,
        "points": [(date_format(row.day, "M Y"), step) for row, step in zip(rows, steps, strict=True)],
        "step": steps[-1],
        "words": area.steps[steps[-1] - 1],
        "next": area.steps[steps[-1]] if steps[-1] < len(area.steps) else "",
        "low": steps[-1] <= LOW,
    }

"""Which functions the site has, from when and for whom: its own pace (TN-07)."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.portal.access import require_maintainer_of_site, require_right_to_decide
from samverk.portal.deciding import decide
from samverk.portal.plan_form import PlanForm
from samverk.ui.trails import administration_trail
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.settings.explaining import explain, lock_in_words
from tenants.settings.features import Feature, Ripeness, features, reach
from tenants.settings.models import Mode
from tenants.settings.queries import Effective, chosen, effective, path_to, row_of
from tenants.settings.registry import HERE

TONES = {"trial": "warning", "available": "info", "standard": "neutral", "retired": "danger"}


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every function with what applies today, and what is planned.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer_of_site(request)
    today, path, everything = clock.today(), path_to(HERE), chosen()
    found = [(feature, everything.effective(feature.key, path)) for feature in features.values()]
    lines = [_line(feature, each, today) for feature, each in found]
    context = {
        "trail": administration_trail(_("Funktioner")),
        "lines": sorted(lines, key=lambda line: str(line["label"])),
        "coming": sorted((event for line in lines for event in line["coming"]), key=lambda event: event["day"]),
        "today": today,
    }
    return render(request, "portal/features.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feature(request: HttpRequest, name: str) -> HttpResponse:
    """One function's plan: when, and for whom first.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a function there is none of.
    """
    user = require_maintainer_of_site(request)
    if name not in features:
        raise Http404
    shown = features[name]
    found, row = effective(shown.key), row_of(key=shown.key, scope=HERE)
    own = found.own
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        feature=shown,
        plan=own.value if own else found.value,
        levels_below=tenant_of(request).kind == Kind.TEMPLATE,
        initial={"seen": row.revision if row else None, "state": own.state if own else Mode.DEFAULT},
    )
    status = 200
    if request.method == "POST":
        require_right_to_decide(user, shown.key)
        if shown.ripeness == Ripeness.RETIRED:
            form.add_error(None, _("Funktionen är avvecklad och går inte att slå på."))
        else:
            what = request.POST.get("gor", "")
            told = decide(actor=actor_of(request), form=form, key=shown.key, scope=HERE, what=what)
            if told:
                messages.success(request, told)
                return redirect("portal:feature", name)
        status, found, row = 422, effective(shown.key), row_of(key=shown.key, scope=HERE)
    context = {
        **_line(shown, found, clock.today()),
        "trail": administration_trail((_("Funktioner"), reverse("portal:features")), str(shown.label)),
        "form": form,
        "retired": shown.ripeness == Ripeness.RETIRED,
        "has_own": found.own is not None,
        "can_undo": row is not None and row.before is not None,
    }
    return render(request, "portal/feature.html", context, status=status)


def _line(shown: Feature, found: Effective, today: date) -> dict[str, Any]:
    plan = found.value if shown.ripeness != Ripeness.RETIRED else shown.key.default
    reached = reach(plan, day=today)
    now = {"all": _("På"), "group": _("På för en grupp"), "": _("Av")}[reached]
    tone = {"all": "success", "group": "info", "": "neutral"}[reached]
    events = (
        (plan["first_day"], _("Slås på för en grupp") if plan["group"] else _("Slås på för alla")),
        (plan["all_day"], _("Slås på för alla")),
    )
    coming = [
        {"day": date.fromisoformat(day), "label": str(shown.label), "text": text}
        for day, text in events
        if plan["on"] and day > today.isoformat()
    ]
    return {
        "name": shown.name,
        "label": shown.label,
        "help": shown.help,
        "ripeness": Ripeness(shown.ripeness).label,
        "ripeness_tone": TONES[shown.ripeness],
        "since": shown.since,
        "now": _("Planerad") if coming and not reached else now,
        "tone": "info" if coming and not reached else tone,
        "words": shown.key.kind.words(plan),
        "steps": explain(found),
        "lock": lock_in_words(*found.lock) if found.lock else "",
        "coming": coming,
    }

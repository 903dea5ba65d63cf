"""All that is proposed: what is open, what is decided, what is ours."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_templates.adoption.queries import adopted_by_code
from shared_templates.areas import AREAS
from shared_templates.proposals.access import is_model, may_answer, require_part
from shared_templates.proposals.models import Proposal, State
from shared_templates.proposals.queries import OPEN, OVER, proposals, tallies
from shared_templates.proposals.views.common import trail
from shared_templates.proposals.words import STATES, told_affected, told_tally
from tenants.queries import active_schema

PAGE = 50
FILTERS = {"oppna": _("Öppna"), "avgjorda": _("Avgjorda"), "vara": _("Våra egna"), "alla": _("Alla")}


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Newest first, fifty a page.

    Raises:
        Http404: on a site that takes no part.
        Denied: for guests and suppliers.
    """
    require_part(request)
    shown, code = request.GET.get("visa", ""), request.GET.get("kod", "")[:20].replace("\x00", "")
    shown = shown if shown in FILTERS else "alla" if code else "oppna"
    page = Paginator(_chosen(shown, code), PAGE).get_page(request.GET.get("sida"))
    row = adopted_by_code(code) if code and may_answer(request) else None
    filters = [(name, label) for name, label in FILTERS.items() if name != "vara" or not is_model(request)]
    context = {
        "trail": trail(request),
        "page": page,
        "prefix": "?" + urlencode({"visa": shown, "kod": code, "sida": ""}),
        "rows": _rows(page.object_list),
        "filters": filters,
        "chosen": shown,
        "code": code,
        "item": row,
        "answers": may_answer(request),
        "model": is_model(request),
    }
    return render(request, "proposals/list.html", context)


def _chosen(shown: str, code: str) -> QuerySet[Proposal]:
    found = proposals({"oppna": OPEN, "avgjorda": OVER}.get(shown, tuple(State)))
    found = found.filter(code=code) if code else found
    return found.filter(schema_name=active_schema()) if shown == "vara" else found


def _rows(chosen: Iterable[Proposal]) -> list[dict[str, Any]]:
    page = list(chosen)
    counted = tallies(page)
    return [
        {
            "one": one,
            "area": AREAS.get(one.area, one.area),
            "badge": STATES[one.state],
            "is_draft": one.state == State.DRAFT,
            "tally": told_tally(counted[one.pk]),
            "affected": told_affected(counted[one.pk]),
        }
        for one in page
    ]

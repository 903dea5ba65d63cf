"""The whole on one page: how like we are, where, and why not (TP-02, TP-17)."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from shared_templates.adoption.access import require_reader
from shared_templates.overview.cells import reason_word
from shared_templates.overview.chart import chart
from shared_templates.overview.queries import Candidate, Share, Whole, here, quarters, whole
from shared_templates.overview.words import area_word, in_order, quarter_word
from shared_templates.screens.trail import trail
from tenants.middleware import tenant_of
from tenants.models import Kind


@never_cache
@require_safe
def whole_map(request: HttpRequest) -> HttpResponse:
    """Municipalities × areas, reasons, candidates and the way here.

    Raises:
        Denied: for guests and suppliers.
    """
    require_reader(request.user)
    found = whole()
    areas = {area: area_word(area) for area in in_order(found.areas)}
    by_name = request.GET.get("ordning") == "namn"
    mine = next((one for one in found.municipalities if one.schema_name == here()), None)
    context = {
        "trail": trail(request, _("Så lika är vi")),
        "has_proposals": tenant_of(request).kind in (Kind.MUNICIPALITY, Kind.TEMPLATE),
        "total": found.total().percent,
        "mine": {"name": mine.name, "percent": found.of(mine.schema_name).percent} if mine else None,
        "municipalities": len(found.municipalities),
        "areas": [{"code": area, "label": label} for area, label in areas.items()],
        "rows": _rows(found, areas, by_name=by_name, mine=mine.schema_name if mine else ""),
        "foot": [_cell(found.total(area), label) for area, label in areas.items()],
        "by_name": by_name,
        "reasons": _bars(found.reasons),
        "candidates": [_candidate(one) for one in found.candidates],
        **_trend(found.total().percent or 0),
    }
    return render(request, "likeness/map.html", context)


def _rows(found: Whole, areas: dict[str, str], *, by_name: bool, mine: str) -> list[dict[str, Any]]:
    # Hundreds of municipalities times areas say the same few things: each is drawn once.
    cell = cache(_cell)
    everybody = [(one, found.of(one.schema_name)) for one in found.municipalities]
    if not by_name:
        # They come by name, and sorting keeps that order among equals.
        everybody.sort(key=lambda each: -(each[1].percent or 0))
    every = _("Alla områden")
    return [
        {
            "name": one.name,
            "mine": one.schema_name == mine,
            "cells": mark_safe(  # noqa: S308 # nosec B308 B703 - cells are drawn safe
                cell(total, every, whole=True)
                + "".join([cell(found.shares[one.schema_name, area], label) for area, label in areas.items()])
            ),
        }
        for one, total in everybody
    ]


def _cell(share: Share, label: str, *, whole: bool = False) -> SafeString:
    """A cell of the table, drawn here: there are thousands where there are hundreds of municipalities."""
    mark = " data-whole" if whole else ""
    if share.percent is None:
        nothing = _("gäller inte")
        return format_html('<td data-label="{}"{}>–<span class="sv-hidden"> {}</span></td>', label, mark, nothing)
    return format_html(
        '<td data-label="{}"{}><span data-step="{}">{}<span class="sv-hidden"> {}</span></span></td>',
        label, mark, share.percent // 10, _("%(percent)s %%") % {"percent": share.percent},
        _("(%(alike)s av %(counted)s)") % {"alike": share.alike, "counted": share.counted},
    )  # fmt: skip


def _bars(counted: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [
        {
            "label": reason_word(reason),
            "value": number,
            "max": max(each for _reason, each in counted),
            "text": ngettext("%(number)d avsteg", "%(number)d avsteg", number) % {"number": number},
            "id": f"skal-{place}",
        }
        for place, (reason, number) in enumerate(counted)
    ]


def _candidate(one: Candidate) -> dict[str, Any]:
    told = [
        ngettext("%(number)d anpassad", "%(number)d anpassade", one.adapted) % {"number": one.adapted},
        ngettext("%(number)d ersatt", "%(number)d ersatta", one.replaced) % {"number": one.replaced},
    ]
    return {
        "item": f"{one.code} {one.title}",
        "code": one.code,
        "area": area_word(one.area),
        "count": one.count,
        "how": ", ".join(text for text, number in zip(told, (one.adapted, one.replaced), strict=True) if number),
        "reasons": ", ".join(map(reason_word, one.reasons)) or reason_word(""),
    }


def _trend(now: int) -> dict[str, Any]:
    """Quarters that are over, and now: counted anew, so that it is the figure at the top of the page."""
    ended = [(quarter_word(begins), share.percent) for begins, share in quarters(clock.today())]
    points = [(label, percent) for label, percent in ended if percent is not None]
    points = [*points, (_("nu"), now)] if points else []
    told = {"first": points[0][1], "when": points[0][0], "now": now} if points else {}
    return {
        "chart": chart(points),
        "trend_text": _("Från %(first)s %% %(when)s till %(now)s %% nu.") % told if points else "",
        "trend_columns": [_("Kvartal"), {"label": _("Lika"), "numeric": True}],
        "trend_rows": [(label, _("%(percent)s %%") % {"percent": percent}) for label, percent in reversed(points)],
    }

"""All deviations, one of them, and the list as a file (TP-03)."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.models import User
from samverk.identity.scim.csv_files import write_rows
from samverk.kernel import clock
from shared_templates.adoption.access import may_take, require_reader
from shared_templates.adoption.models import Deviation, DeviationState, Reason
from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.board.queries import submission, words_about
from shared_templates.board.views.board import board
from shared_templates.deviations.access import may_decide, may_end, may_write, why_not_decide
from shared_templates.deviations.forms import DecideForm, EndForm
from shared_templates.deviations.proposing import counted_from
from shared_templates.deviations.queries import (
    deviation_by_uuid,
    deviations,
    is_due,
    unexplained,
    unit_names,
    waiting_for,
)
from shared_templates.deviations.words import STATE, kronor, place_of
from shared_templates.habit import ends_on
from shared_templates.screens.trail import trail_of_items
from tenants.middleware import tenant_of
from tenants.models import Kind

PAGE = 50


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All deviations here; at the model municipality what the template board is asked about.

    Raises:
        Denied: for guests and suppliers; at the model for everybody but the board.
    """
    if tenant_of(request).kind == Kind.TEMPLATE:
        return board(request)
    user = require_reader(request.user)
    state, reason = _chosen(request)
    waiting = waiting_for(user)
    page = Paginator(deviations(user, state=state, reason=reason), PAGE).get_page(request.GET.get("sida"))
    unclear = list(unexplained())
    context = {
        "page": page,
        "rows": _shown(list(page), waiting),
        "waiting": 0 if state or reason else len(waiting),
        "prefix": f"?lage={state}&skal={reason}&sida=",
        "unclear": unclear,
        "takes": may_take(user),
        "state": state,
        "reason": reason,
        "states": [(each.value, each.label) for each in DeviationState],
        "reasons": Reason.choices,
        "trail": trail_of_items(_("Avsteg")),
    }
    return render(request, "deviations/list.html", context)


@never_cache
@require_safe
@of_a_municipality
def listed_file(request: HttpRequest) -> HttpResponse:
    """The same list, whole, for a spreadsheet.

    Raises:
        Denied: for guests and suppliers.
    """
    user = require_reader(request.user)
    state, reason = _chosen(request)
    rows = list(deviations(user, state=state, reason=reason))
    units = unit_names(rows)
    headings = [
        _("Kod"), _("Rubrik"), _("Var"), _("Skäl"), _("Varför"), _("Ansvarig"), _("Tog ställning"),
        _("Kronor per år"), _("Omprövas"), _("Läge"),
    ]  # fmt: skip
    lines = (
        [
            row.item.code, row.item.title, place_of(row, units), row.get_reason_display(), row.text,
            row.owner.display_name if row.owner else "", row.approver.display_name if row.approver else "",
            "" if row.cost_a_year is None else row.cost_a_year, row.review_on, row.get_state_display(),
        ]
        for row in rows
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="avsteg.csv"'}
    return HttpResponse(write_rows(headings, lines), content_type="text/csv; charset=utf-8", headers=headers)


@never_cache
@require_safe
@of_a_municipality
def deviation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One deviation: what it says, what has become of it, and what the reader may do.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none.
    """
    user = require_reader(request.user)
    return page_of(request, user, deviation_or_404(uuid))


def deviation_or_404(uuid: UUID) -> Deviation:
    """One deviation.

    Raises:
        Http404: when there is none.
    """
    found = deviation_by_uuid(uuid)
    if found is None:
        raise Http404
    return found


def page_of(
    request: HttpRequest,
    user: User,
    row: Deviation,
    *,
    decide: DecideForm | None = None,
    end: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a deviation, with a form that was not accepted where there is one."""
    habit = row.reason == Reason.HABIT
    told = submission(row.uuid) if habit else None
    words = words_about(row.uuid) if habit else []
    waits = row.state == DeviationState.PROPOSED
    ended = row.state == DeviationState.CLOSED
    context: dict[str, Any] = {
        "trail": trail_of_items((_("Avsteg"), reverse("templates:deviations")), row.item.code),
        "row": row,
        "badge": STATE[row.state],
        "place": place_of(row, unit_names([row])),
        "cost": kronor(row.cost_a_year),
        "expires": ends_on(counted_from(row)) if habit and row.is_open else None,
        "overdue": is_due(row, clock.today()),
        "differs": row.unit is None and row.item.base_hash and row.item.likeness in ("adapted", "replaced"),
        "steps": row.steps.all(),
        "told": told,
        "words": [(word, told is not None and word.submitted_at == told.submitted_at) for word in words],
        "decide": (decide or DecideForm()) if waits and may_decide(user, row) else None,
        "why_not": why_not_decide(user, row) if waits and not may_decide(user, row) else "",
        "writes": not ended and may_write(user, row),
        "renews": row.state in (DeviationState.APPROVED, DeviationState.REVIEW, DeviationState.EXPIRED),
        "end": (end or EndForm()) if not ended and may_end(user, row) else None,
    }
    return render(request, "deviations/one.html", context, status=status)


def _chosen(request: HttpRequest) -> tuple[str, str]:
    state, reason = request.GET.get("lage", ""), request.GET.get("skal", "")
    return state if state in DeviationState else "", reason if reason in Reason else ""


def _shown(rows: list[Deviation], waiting: set[int]) -> list[dict[str, Any]]:
    units = unit_names(rows)
    return [
        {
            "is": row,
            "badge": STATE[row.state],
            "place": place_of(row, units),
            "cost": kronor(row.cost_a_year),
            "waits": row.pk in waiting,
        }
        for row in rows
    ]

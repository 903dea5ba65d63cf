"""What deviations cost a year (TP-17), and which units depart from what (TN-14)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from samverk.people.queries import nodes_on
from shared_templates.adoption.access import require_reader
from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.areas import AREAS
from shared_templates.deviations.bars import ROW, bars
from shared_templates.deviations.costs import costs
from shared_templates.deviations.queries import open_deviations, unit_names
from shared_templates.deviations.unit_report import by_department
from shared_templates.deviations.views.everywhere import cost_everywhere, cost_file_everywhere
from shared_templates.deviations.views.summing import REASONS, csv_file, sum_rows, told_missing
from shared_templates.deviations.words import STATE, kronor, place_of
from shared_templates.screens.trail import trail_of_items
from shared_templates.site_settings import STANDARD_FIRST
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.settings.queries import value


@never_cache
@require_safe
def cost_report(request: HttpRequest) -> HttpResponse:
    """The year's costs for a steering group: the whole, by area, by reason, the costliest; at the model of everybody.

    Raises:
        Denied: for guests and suppliers; at the model for everybody but the board.
    """
    if tenant_of(request).kind == Kind.TEMPLATE:
        return cost_everywhere(request)
    require_reader(request.user)
    rows = list(open_deviations())
    found, units = costs(rows), unit_names(rows)
    areas = [(str(AREAS.get(area, area)), each) for area, each in found.areas]
    drawn = bars([(label, each.cost, kronor(each.cost)) for label, each in areas if each.cost])
    context = {
        "trail": trail_of_items((_("Avsteg"), reverse("templates:deviations")), _("Kostnad per år")),
        "found": found,
        "total": kronor(found.total.cost),
        "missing": told_missing(found.total),
        "bars": drawn,
        "height": len(drawn) * ROW,
        "areas": sum_rows(areas),
        "reasons": sum_rows([(str(REASONS[reason]), each) for reason, each in found.reasons]),
        "costliest": [
            (row, place_of(row, units), kronor(row.cost_a_year), STATE[row.state]) for row in found.costliest
        ],
        "decision": value(STANDARD_FIRST),
    }
    return render(request, "deviations/costs.html", context)


@never_cache
@require_safe
def cost_file(request: HttpRequest) -> HttpResponse:
    """Every deviation that counts, with its cost, for a spreadsheet; at the model a row a municipality and reason.

    Raises:
        Denied: for guests and suppliers; at the model for everybody but the board.
    """
    if tenant_of(request).kind == Kind.TEMPLATE:
        return cost_file_everywhere(request)
    require_reader(request.user)
    rows = list(open_deviations())
    units = unit_names(rows)
    headings = [_("Kod"), _("Rubrik"), _("Område"), _("Var"), _("Skäl"), _("Kronor per år"), _("Läge")]
    lines = (
        [
            row.item.code, row.item.title, str(AREAS.get(row.item.area, row.item.area)), place_of(row, units),
            row.get_reason_display(), "" if row.cost_a_year is None else row.cost_a_year, row.get_state_display(),
        ]
        for row in rows
    )  # fmt: skip
    return csv_file(headings, lines, "avsteg-kostnad.csv")


@never_cache
@require_safe
@of_a_municipality
def unit_report(request: HttpRequest) -> HttpResponse:
    """Deviations of units below their departments, counted with their reasons.

    Raises:
        Denied: for guests and suppliers.
    """
    require_reader(request.user)
    departments, homeless = by_department(nodes_on(clock.today()), open_deviations().exclude(unit=None))
    context = {
        "trail": trail_of_items((_("Avsteg"), reverse("templates:deviations")), _("Enheternas avsteg")),
        "departments": [
            {
                "name": each.name,
                "count": each.count,
                "reasons": _counted(each.reasons),
                "of": each.of,
                "units": [(unit.name, unit.rows, _counted(unit.reasons)) for unit in each.units],
            }
            for each in departments
            if each.units
        ],
        "without": [each.name for each in departments if not each.units],
        "total": sum(each.count for each in departments) + len(homeless),
        "homeless": homeless,
    }
    return render(request, "deviations/unit_report.html", context)


@never_cache
@require_safe
@of_a_municipality
def unit_file(request: HttpRequest) -> HttpResponse:
    """A row a unit and deviation, for a spreadsheet.

    Raises:
        Denied: for guests and suppliers.
    """
    require_reader(request.user)
    departments, homeless = by_department(nodes_on(clock.today()), open_deviations().exclude(unit=None))
    headings = [_("Förvaltning"), _("Enhet"), _("Kod"), _("Rubrik"), _("Skäl"), _("Kronor per år"), _("Läge")]
    found = [
        (department.name, unit.name, row)
        for department in departments
        for unit in department.units
        for row in unit.rows
    ]
    found += [("", _("En enhet som inte finns längre"), row) for row in homeless]
    lines = (
        [
            department, unit, row.item.code, row.item.title, row.get_reason_display(),
            "" if row.cost_a_year is None else row.cost_a_year, row.get_state_display(),
        ]
        for department, unit, row in found
    )  # fmt: skip
    return csv_file(headings, lines, "avsteg-enheter.csv")


def _counted(reasons: Any) -> str:
    """3 organisation, 1 vana: the commonest first."""
    return ", ".join(f"{number} {str(REASONS[reason]).lower()}" for reason, number in reasons.most_common())

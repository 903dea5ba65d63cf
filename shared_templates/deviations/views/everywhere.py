"""What deviations cost in all municipalities, for the model's steering group (TP-17)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shared_templates.board.access import require_board
from shared_templates.deviations.bars import ROW, bars
from shared_templates.deviations.everywhere import everywhere
from shared_templates.deviations.views.summing import REASONS, csv_file, sum_rows, told_missing
from shared_templates.deviations.words import kronor
from shared_templates.screens.trail import trail


def cost_everywhere(request: HttpRequest) -> HttpResponse:
    """The whole, the reasons, and each municipality's sum; nobody's deviation, and nobody's words.

    Raises:
        Denied: for everybody but the board.
    """
    require_board(request.user)
    found = everywhere()
    reasons = [(str(REASONS[reason]), each) for reason, each in found.reasons]
    drawn = bars([(label, each.cost, kronor(each.cost)) for label, each in reasons if each.cost])
    context = {
        "trail": trail(request, (_("Avsteg av vana"), reverse("templates:deviations")), _("Kostnad per år")),
        "count": found.total.count,
        "total": kronor(found.total.cost),
        "missing": told_missing(found.total),
        "departing": len(found.places),
        "municipalities": found.municipalities,
        "bars": drawn,
        "height": len(drawn) * ROW,
        "reasons": sum_rows(reasons),
        "places": sum_rows(found.places),
    }
    return render(request, "deviations/everywhere.html", context)


def cost_file_everywhere(request: HttpRequest) -> HttpResponse:
    """A row a municipality and sort of reason, for a spreadsheet.

    Raises:
        Denied: for everybody but the board.
    """
    require_board(request.user)
    headings = [_("Kommun"), _("Skäl"), _("Avsteg"), _("Saknar uppskattning"), _("Kronor per år")]
    lines = (
        [
            line.municipality, str(REASONS[line.reason]), line.sum.count, line.sum.missing,
            line.sum.cost if line.sum.estimated else "",
        ]
        for line in everywhere().lines
    )  # fmt: skip
    return csv_file(headings, lines, "avsteg-kostnad-alla-kommuner.csv")

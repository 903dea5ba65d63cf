"""What the pages and files of sums have in common."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.identity.scim.csv_files import write_rows
from shared_templates.adoption.models import Reason
from shared_templates.deviations.costs import Sum
from shared_templates.deviations.words import kronor

REASONS = dict(Reason.choices)


def csv_file(headings: list[str], lines: Iterable[Sequence[Any]], name: str) -> HttpResponse:
    """Rows for a spreadsheet."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_rows(headings, lines), content_type="text/csv; charset=utf-8", headers=headers)


def told_missing(total: Sum) -> str:
    """7 av 20 saknar uppskattning."""
    if not total.missing:
        return _("Alla avsteg har en uppskattad kostnad.")
    told = {"number": total.missing, "count": total.count}
    return (
        ngettext(
            "%(number)d av %(count)d saknar uppskattning.",
            "%(number)d av %(count)d saknar uppskattning.",
            total.missing,
        )
        % told
    )


def sum_rows(found: list[tuple[str, Sum]]) -> list[dict[str, Any]]:
    """Sums with their names, as `_sums.html` draws them."""
    return [
        {
            "label": label,
            "count": each.count,
            "cost": kronor(each.cost if each.estimated else None),
            "missing": each.missing,
        }
        for label, each in found
    ]

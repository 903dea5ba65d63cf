"""What documents are filled with from deviations: risks and budget (TP-15)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_templates.areas import AREAS
from shared_templates.content.filling import Fill, Row
from shared_templates.deviations.costs import costs
from shared_templates.deviations.queries import is_due, open_deviations
from shared_templates.deviations.words import kronor


def risks(day: date) -> Fill | None:
    """Deviations that should have been looked at again; None where there are no deviations at all. One query."""
    found = list(open_deviations())
    if not found:
        return None
    due = sorted((row for row in found if is_due(row, day)), key=lambda row: (row.review_on, row.pk))
    rows = tuple(
        Row(
            _("Avsteg från %(item)s") % {"item": row.item},
            _("skulle omprövas %(day)s") % {"day": date_format(row.review_on, "j F Y")},
            _("Avsteg"),
            day,
        )
        for row in due
    )
    if not due:
        return Fill(_("Inget avsteg väntar på omprövning."))
    told = ngettext("Ett avsteg skulle ha omprövats.", "%(count)s avsteg skulle ha omprövats.", len(due))
    return Fill(told % {"count": len(due)}, rows)


def budget(day: date) -> Fill:
    """What deviations cost a year, the costliest area first, those nobody has estimated told too; one query."""
    found = costs(open_deviations())
    total = found.total
    if not total.count:
        return Fill(_("Inga avsteg, så inget att räkna på."))
    told = _("Avstegen kostar %(sum)s om året.") % {"sum": kronor(total.cost)}
    if total.missing:
        told += " " + _("%(missing)s av %(count)s saknar uppskattning.") % {
            "missing": total.missing,
            "count": total.count,
        }
    rows = tuple(
        Row(str(AREAS.get(area, area)), kronor(each.cost) if each.estimated else kronor(None), _("Avsteg"), day)
        for area, each in found.areas
    )
    return Fill(told, rows)

"""What somebody has chosen about one thing, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverk.notifications.models import Attention
from samverk.notifications.ways import Pace


def in_words(row: Attention) -> str:
    """Tyst till och med 3 december · or the ways that were chosen: I dagens brev · Inte i inkorgen."""
    if row.is_muted and row.muted_until:
        return _("Tyst till och med %(day)s") % {"day": date_format(row.muted_until, "j F Y")}
    if row.is_muted:
        return _("Tyst")
    told = [] if row.pace is None else [str(Pace(row.pace).label)]
    if row.inbox is not None:
        told.append(_("I inkorgen") if row.inbox else _("Inte i inkorgen"))
    if row.push is not None:
        told.append(_("Telefonen säger till") if row.push else _("Telefonen säger inte till"))
    return " · ".join(told)

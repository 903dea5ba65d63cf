"""How like the model the municipality is, for documents (TP-02, TP-15)."""

from datetime import date

from django.utils.translation import gettext as _

from shared_templates.areas import AREAS
from shared_templates.content.filling import Fill, Row
from shared_templates.content.likeness import share_alike
from shared_templates.overview.queries import Share, areas_of
from tenants.queries import active_schema


def likeness(day: date) -> Fill | None:
    """The whole and each area; None where the model has released nothing that counts here. One query."""
    shares = areas_of(active_schema())
    whole = sum(shares.values(), Share())
    if not whole.counted:
        return None
    source = _("Så lika är vi")
    rows = tuple(Row(str(AREAS.get(area, area)), _told(share), source, day) for area, share in shares.items())
    return Fill(_("%(share)s av mallen gäller oförändrad.") % {"share": _told(whole)}, rows)


def _told(share: Share) -> str:
    """87 % (13 av 15)."""
    told = {"percent": share_alike(share.alike, share.counted), "alike": share.alike, "counted": share.counted}
    return _("%(percent)s %% (%(alike)s av %(counted)s)") % told

"""What stands between a municipality and going live, for documents: of every room that says so (TP-10)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.kernel.readiness import readiness
from shared_templates.content.filling import Fill, Row


def what_blocks(day: date) -> Fill | None:
    """A row for each fact of readiness that blocks; None where no room has any. A query for each room at most."""
    facts = readiness(day).values()
    if not facts:
        return None
    left = [fact for fact in facts if fact.blocks]
    told = ngettext("En sak hindrar driftstart.", "%(count)s saker hindrar driftstart.", len(left))
    rows = tuple(Row(str(fact.label), fact.told, _("Mognad"), day) for fact in left)
    return Fill(told % {"count": len(left)} if left else _("Inget hindrar driftstart."), rows)

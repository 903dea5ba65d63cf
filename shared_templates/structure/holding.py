"""What the editors' tools are told of pages that stand for a place of the model's structure."""

from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from samverk.intranet.holds import Hold
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Policy
from shared_templates.structure.models import Place
from shared_templates.structure.nodes import asked_of_pages, takes


def holds_of(pages: QuerySet[Page]) -> dict[int, Hold]:
    """What is settled about those of the pages that stand for a place, by number; one query."""
    rows = Place.objects.filter(page__in=pages).select_related("item")
    return {row.page_id: _hold(row.item) for row in rows}


def _hold(item: Adopted) -> Hold:
    told = {"code": item.code, "title": item.title}
    if item.policy == Policy.LOCKED:
        why = _(
            "Sidans namn och plats kommer från mallen (%(code)s) och är lika i alla kommuner. "
            "Vänd dig till den som sköter mallarna hos er om något borde ändras."
        )
    else:
        why = _(
            "Sidans namn och plats kommer från mallen (%(code)s). "
            "Den som sköter mallarna hos er kan byta namn och plats under Så arbetar vi."
        )
    why_not = _(
        "”%(title)s” tar inte emot egna sidor av det slaget, enligt mallen (%(code)s). "
        "Välj en annan plats, eller vänd dig till den som sköter mallarna hos er."
    )
    return Hold(item.title, why % told, partial(takes, item), why_not % told, asked_of_pages(item))

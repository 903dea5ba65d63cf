"""Pages follow the places of the model's structure (TP-12)."""

from collections.abc import Collection

from django.db import transaction
from wagtail.models import Page

from samverk.intranet.cms_log import part_of_a_greater_act
from samverk.intranet.models import NewsIndexPage, SectionPage
from samverk.intranet.queries import start_page
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.models import Adopted
from shared_templates.structure.models import Place
from shared_templates.structure.nodes import FIRST_PAGE, NEWS_LIST, NODE, page_type

#: Longest lead of a page.
LEAD = 400


def place_nodes(*, actor: Actor, items: Collection[Adopted]) -> None:
    """Each place gets its page below the start page, and the page the place's name.

    A page that is there with the same name is taken instead of doubled, and the site's own news page for the news. The
    site's first page keeps the site's name. An address stays when a name changes, so that no link breaks.

    Args:
        actor: whoever changed the items.
        items: those that say something new; all but places are passed by.
    """
    nodes = [item for item in items if item.kind == NODE and page_type(item) != FIRST_PAGE]
    if not nodes:
        return
    counts = {"made": 0, "bound": 0, "renamed": 0}
    with transaction.atomic(), part_of_a_greater_act():
        start = start_page()
        if start is None:
            return
        places = {row.item_id: row for row in Place.objects.filter(item__in=nodes).select_related("page")}
        for item in nodes:
            place = places.get(item.pk) or _placed(item, start, counts)
            counts["renamed"] += _renamed(place.page, item.title)
        if any(counts.values()):
            record_audit(actor=actor, verb="templates.place_nodes", details=dict(counts))


def _placed(item: Adopted, start: Page, counts: dict[str, int]) -> Place:
    page = _there(item, start)
    made = page is None
    if page is None:
        lead = item.said().head.get("summary", "")[:LEAD]
        page = SectionPage(title=item.title, lead=lead, show_in_menus=True)
        start.add_child(instance=page)
    counts["made" if made else "bound"] += 1
    return Place.objects.create(item=item, page_id=page.pk, made=made)


def _there(item: Adopted, start: Page) -> Page | None:
    """The page that is there already and stands for no other place."""
    free = Page.objects.child_of(start).exclude(pk__in=Place.objects.values("page"))
    if page_type(item) == NEWS_LIST:
        free = free.type(NewsIndexPage)
    else:
        free = free.type(SectionPage).filter(title__iexact=item.title)
    found: Page | None = free.order_by("path").first()
    return found


def _renamed(page: Page, title: str) -> bool:
    if page.title == title == page.draft_title:
        return False
    specific = page.specific
    specific.title = specific.draft_title = title
    specific.save()
    return True

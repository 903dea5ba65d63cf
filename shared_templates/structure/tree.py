"""The model's places as a tree of pages: each place's page lies beneath the page of the place above it (TP-12)."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from wagtail.models import Page

from samverk.intranet.actions.move_page import move_page
from samverk.intranet.models import NewsIndexPage, SectionPage
from samverk.kernel.actions.record_audit import Actor
from shared_templates.adoption.models import Adopted
from shared_templates.content.places import FIRST_PAGE, NEWS_LIST, NODE, page_type, parent_of, why_not_there
from shared_templates.structure.models import Place

#: Longest lead of a page.
LEAD = 400


class PlaceTree:
    """All places that apply here, and the pages that stand for them; for one transaction.

    Attributes:
        counts: how many pages were made, bound, renamed and moved.
    """

    def __init__(self, *, actor: Actor, start: Page) -> None:
        self.actor, self.start = actor, start
        self.items = {item.code: item for item in Adopted.objects.filter(kind=NODE)}
        self.heads = {code: item.said().head for code, item in self.items.items()}
        self.places = {row.item_id: row for row in Place.objects.all()}
        self.settled: set[str] = set()
        self.counts: Counter[str] = Counter(made=0, bound=0, renamed=0, moved=0)

    def settle(self, code: str) -> Page:
        """The page of a place, where it belongs and with its name.

        Those above it come first, so that none is moved into itself.

        Raises:
            ValidationError: when the place cannot lie where it says.
        """
        item, head = self.items[code], self.heads[code]
        if why := why_not_there(code, self.heads):
            raise ValidationError(why)
        if page_type(head) == FIRST_PAGE:
            return self.start
        above = self.settle(parent_of(head)) if parent_of(head) else self.start
        if code not in self.settled:
            self._place(item, above)
            self.settled.add(code)
        # Read anew: what was put before or above it has changed its path in the tree.
        return Page.objects.get(pk=self.places[item.pk].page_id)

    def _place(self, item: Adopted, above: Page) -> None:
        if item.pk not in self.places:
            self.places[item.pk] = self._placed(item, above)
        page = Page.objects.get(pk=self.places[item.pk].page_id)
        if page.get_parent().pk != above.pk:
            move_page(
                actor=self.actor, page=page, above=above, before=_next(item, above), day=localdate(item.changed_at)
            )
            self.counts["moved"] += 1
        self.counts["renamed"] += _renamed(page.pk, item.title)

    def _placed(self, item: Adopted, above: Page) -> Place:
        page = self._there(item, above)
        made = page is None
        if page is None:
            lead = self.heads[item.code].get("summary", "")[:LEAD]
            page = SectionPage(title=item.title, lead=lead, show_in_menus=True)
            if before := _next(item, above):
                before.add_sibling("left", instance=page)
            else:
                above.add_child(instance=page)
        self.counts["made" if made else "bound"] += 1
        return Place.objects.create(item=item, page_id=page.pk, made=made)

    def _there(self, item: Adopted, above: Page) -> Page | None:
        """The page that is there already and stands for no other place."""
        free = Page.objects.child_of(above).exclude(pk__in=Place.objects.values("page"))
        if page_type(self.heads[item.code]) == NEWS_LIST:
            free = free.type(NewsIndexPage)
        else:
            free = free.type(SectionPage).filter(title__iexact=item.title)
        found: Page | None = free.order_by("path").first()
        return found


def _next(item: Adopted, above: Page) -> Page | None:
    """The page before which the place's own comes, in the model's order; none: it comes last."""
    later = Place.objects.filter(page__in=Page.objects.child_of(above), item__code__gt=item.code)
    row = later.exclude(item=item).select_related("page").order_by("page__path").first()
    return row.page if row else None


def _renamed(number: int, title: str) -> bool:
    page = Page.objects.get(pk=number)
    if page.title == title == page.draft_title:
        return False
    specific = page.specific
    specific.title = specific.draft_title = title
    specific.save()
    return True

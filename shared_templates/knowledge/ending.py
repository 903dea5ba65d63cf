"""An article that is gone or closed at home is shared no longer: what is internal is not, and what is gone nobody
there could withdraw."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from samverk.intranet.models import ArticlePage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.knowledge.actions.withdraw_article import withdraw_article
from shared_templates.knowledge.models import SharedArticle
from tenants.queries import active_schema

_NAME = "shared_templates.knowledge.ending"


def listen() -> None:
    """Wagtail says when a page is unpublished or moved, Django when one is removed or closed, by whatever way."""
    page_unpublished.connect(_after_its_end, sender=ArticlePage, dispatch_uid=_NAME)
    post_delete.connect(_after_its_end, sender=ArticlePage, dispatch_uid=_NAME)
    post_save.connect(_after_closing, sender=PageViewRestriction, dispatch_uid=_NAME)
    post_page_move.connect(_after_moving, dispatch_uid=_NAME)


def _after_its_end(sender: Any, instance: ArticlePage, **kwargs: Any) -> None:
    withdraw_article(actor=HOUSE, page=instance, now=clock.now())


def _after_closing(sender: Any, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _end_beneath(instance.page)


def _after_moving(sender: Any, instance: Page, **kwargs: Any) -> None:
    if instance.get_view_restrictions().exists():
        _end_beneath(instance)


def _end_beneath(page: Page) -> None:
    mine = SharedArticle.objects.filter(schema_name=active_schema(), withdrawn_at=None).values_list("key", flat=True)
    shared = list(mine)
    if shared:
        beneath = ArticlePage.objects.descendant_of(page, inclusive=True)
        for article in beneath.filter(translation_key__in=shared):
            withdraw_article(actor=HOUSE, page=article, now=clock.now())

"""An article that is gone at home is shared no longer: nobody there could withdraw it any more."""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.signals import page_unpublished

from samverk.intranet.models import ArticlePage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.knowledge.actions.withdraw_article import withdraw_article


def listen() -> None:
    """Wagtail says when a page is no longer published, Django when it is removed, by whatever way."""
    for signal in (page_unpublished, post_delete):
        signal.connect(_after_its_end, sender=ArticlePage, dispatch_uid="shared_templates.knowledge.ending")


def _after_its_end(sender: Any, instance: ArticlePage, **kwargs: Any) -> None:
    withdraw_article(actor=HOUSE, page=instance, now=clock.now())

"""Propose a shared article to the model municipality (PF-21)."""

from datetime import datetime

from django.db import transaction

from samverk.intranet.models import ArticlePage
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.knowledge.models import SharedArticle
from tenants.queries import active_schema


def propose_article(*, actor: Actor, page: ArticlePage, now: datetime) -> bool:
    """From now on the model's editors read it too, and can write a draft from it; done twice it is done once.

    Args:
        actor: its owner or an editor; the view has asked.
        page: an article of this site.
        now: the moment.

    Returns:
        Whether it was news: what is not shared is not proposed.
    """
    with transaction.atomic():
        mine = SharedArticle.objects.filter(key=page.translation_key, schema_name=active_schema(), withdrawn_at=None)
        row = mine.select_for_update().first()
        if row is None or row.proposed_at is not None:
            return False
        row.proposed_at = now
        row.save(update_fields=["proposed_at"])
        record_audit(actor=actor, verb="knowledge.propose_article", target=page)
    return True

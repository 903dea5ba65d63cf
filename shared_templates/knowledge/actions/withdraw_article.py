"""Stop sharing an article (PF-21)."""

from datetime import datetime

from django.db import transaction

from samverk.intranet.models import ArticlePage
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.knowledge.models import SharedArticle
from shared_templates.knowledge.tasks import after_sharing
from tenants.queries import active_schema


def withdraw_article(*, actor: Actor, page: ArticlePage, now: datetime) -> bool:
    """From the next request on nobody else reads it; done twice it is done once.

    Args:
        actor: its owner or an editor; the view has asked.
        page: an article of this site.
        now: the moment.

    Returns:
        Whether it was shared.
    """
    with transaction.atomic():
        mine = SharedArticle.objects.filter(key=page.translation_key, schema_name=active_schema(), withdrawn_at=None)
        row = mine.select_for_update().first()
        if row is None:
            return False
        row.withdrawn_at, row.proposed_at = now, None
        row.save(update_fields=["withdrawn_at", "proposed_at"])
        record_audit(actor=actor, verb="knowledge.withdraw_article", target=page)
        after_sharing(row.key)
    return True

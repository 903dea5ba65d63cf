"""The worker's rounds: to the sites that show an article, and once a day on each site."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.knowledge.actions.mind_placements import mind_placements
from shared_templates.knowledge.models import Use
from tenants.queries import open_tenants
from tenants.site_context import site


@shared_task(name="shared_templates.knowledge.go_round")
def go_round(*, article: str, **kwargs: Any) -> None:
    """Queue one task for each site that shows the article; run twice it does no harm."""
    users = Use.objects.filter(key=UUID(article)).values_list("schema_name", flat=True)
    for tenant in open_tenants().filter(schema_name__in=list(users)):
        with site(tenant):
            mind_placements_here.delay()


@shared_task(name="shared_templates.knowledge.mind_placements_here")
def mind_placements_here(**kwargs: Any) -> None:
    """After a new version, and once a day for what was left undone; run again it tells nothing twice (PF-21)."""
    mind_placements(actor=HOUSE, now=clock.now())


def after_sharing(article: UUID) -> None:
    """Once it is there for good, or taken back for good, the worker goes to those who show it."""
    transaction.on_commit(lambda: go_round.delay(article=str(article)))

"""The worker carries what happens to a proposal to every site that has a part in it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.db import transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.proposals.actions.tell_of_proposal import tell_of_proposal
from shared_templates.proposals.models import Proposal
from shared_templates.proposals.queries import concerned, moved_since
from tenants.queries import open_tenants
from tenants.site_context import site

#: What a lost message has left untold is told within a day; older than this it stays untold.
REACH = timedelta(days=7)


@shared_task(name="shared_templates.spread_proposal")
def spread_proposal(*, proposal: str, **kwargs: Any) -> None:
    """On the site where something was done: queue one task for each site with a part in it."""
    for tenant in open_tenants().filter(schema_name__in=concerned(UUID(proposal))):
        with site(tenant):
            hear_of_proposal.delay(proposal=proposal)


@shared_task(name="shared_templates.hear_of_proposal")
def hear_of_proposal(*, proposal: str, **kwargs: Any) -> None:
    """What is new about it to the people here; run twice it tells once."""
    tell_of_proposal(actor=HOUSE, proposal=UUID(proposal))


@shared_task(name="shared_templates.hear_of_recent_proposals")
def hear_of_recent_proposals(**kwargs: Any) -> None:
    """Each day: what a lost message has left untold."""
    for uuid in moved_since(clock.now() - REACH):
        tell_of_proposal(actor=HOUSE, proposal=uuid)


def after_word(proposal: Proposal) -> None:
    """Once it is there for good, the worker carries it on."""
    uuid = str(proposal.uuid)
    transaction.on_commit(lambda: spread_proposal.delay(proposal=uuid))

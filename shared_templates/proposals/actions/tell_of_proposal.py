"""Tell the people of a site what has happened to a proposal it has a part in (TP-13)."""

from uuid import UUID

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.notifications.actions.tell import tell
from samverk.notifications.queries import already_said
from shared_templates.proposals.queries import proposal_by_uuid
from shared_templates.proposals.told import events
from tenants.queries import active_schema


def tell_of_proposal(*, actor: Actor, proposal: UUID) -> int:
    """Each thing once, however often it is asked.

    Who answers at the model hears that it waits, the proposer hears each vote, and all with a part in it hear each
    comment and the answer.

    Args:
        actor: the house.
        proposal: its number; of one that this site may not read, or that is not sent, nothing is told.

    Returns:
        How many events were new here.
    """
    row = proposal_by_uuid(proposal)
    if row is None or row.sent_at is None:
        return 0
    with transaction.atomic():
        found = list(events(row, active_schema()))
        said = already_said({(event.kind, event.key) for event in found})
        news = [event for event in found if (event.kind, event.key) not in said]
        for event in news:
            tell(actor=actor, event=event)
        if news:
            details: dict[str, object] = {"events": [event.kind for event in news]}
            record_audit(actor=actor, verb="templates.tell_of_proposal", label=str(row), details=details)
    return len(news)

"""Send a proposal to the model, for all municipalities to read (TP-13)."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.real import refuse_real_text
from shared_templates.proposals.holding import hold
from shared_templates.proposals.models import Proposal
from shared_templates.proposals.real import refuse_real_content
from shared_templates.proposals.still_open import refuse_not_alone
from shared_templates.proposals.tasks import after_word


def send_proposal(*, actor: Actor, user: User, proposal: Proposal, now: datetime) -> Proposal:
    """From now on others read it, and nobody changes it. Sent twice it is sent once.

    Args:
        actor: whoever answers for templates here; the view has asked.
        user: the same person, whose name and title go with it.
        proposal: this municipality's draft.
        now: the moment.

    Raises:
        ValidationError: while an earlier one of the municipality about the same item is open, and for what is not
            made up (TP-16).
    """
    with transaction.atomic():
        hold(proposal.key)
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if row.sent_at is not None:
            return row
        refuse_not_alone(row)
        # An address may have become a real site's since the draft was kept.
        refuse_real_content(row.code, row.said())
        refuse_real_text(row.why, "why")
        row.sender, row.sender_title, row.sent_at = user.display_name, user.title, now
        row.save(update_fields=["sender", "sender_title", "sent_at"])
        record_audit(actor=actor, verb="templates.send_proposal", target=row, right="adoption.take_templates")
        after_word(row)
    return row

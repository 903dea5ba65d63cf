"""Take a proposal back, and bring it back again (TP-13)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.proposals.holding import hold
from shared_templates.proposals.models import Proposal, State
from shared_templates.proposals.queries import state_of
from shared_templates.proposals.still_open import refuse_not_alone


def withdraw_proposal(*, actor: Actor, proposal: Proposal, now: datetime) -> None:
    """Nobody is asked about it any more; votes and comments stay. A draft is thrown away.

    Args:
        actor: whoever answers for templates in the municipality that proposed; the view has asked.
        proposal: one's own.
        now: the moment.

    Raises:
        ValidationError: when it is decided.
    """
    with transaction.atomic():
        hold(proposal.key)
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        state = state_of(row)
        if state == State.WITHDRAWN:
            return
        if state not in (State.DRAFT, State.SENT):
            raise ValidationError(_("Förslaget är redan avgjort och går inte att dra tillbaka."))
        record_audit(
            actor=actor,
            verb="templates.withdraw_proposal",
            target=row,
            details={"draft": state == State.DRAFT},
            right="adoption.take_templates",
        )
        if state == State.DRAFT:
            row.delete()
            return
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])


def bring_back_proposal(*, actor: Actor, proposal: Proposal) -> None:
    """Undo that it was withdrawn: it is open again, with its votes.

    Args:
        actor: whoever answers for templates in the municipality that proposed; the view has asked.
        proposal: one's own.

    Raises:
        ValidationError: while the municipality has another open one about the item.
    """
    with transaction.atomic():
        hold(proposal.key)
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if row.withdrawn_at is None:
            return
        refuse_not_alone(row)
        row.withdrawn_at = None
        row.save(update_fields=["withdrawn_at"])
        record_audit(actor=actor, verb="templates.bring_back_proposal", target=row, right="adoption.take_templates")

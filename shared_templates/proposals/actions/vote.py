"""Say for one's municipality what one thinks of a proposal (TP-13)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.masters.real import refuse_real_text
from shared_templates.proposals.holding import hold
from shared_templates.proposals.models import Proposal, Stance, Vote
from shared_templates.proposals.still_open import require_open
from shared_templates.proposals.tasks import after_word
from tenants.models import Kind
from tenants.queries import active_schema, tenant_in


def vote(*, actor: Actor, user: User, proposal: Proposal, stance: str, now: datetime, why: str = "") -> Vote:
    """One vote a municipality; given again, the last counts, until the proposal is decided.

    Args:
        actor: whoever answers for templates here; the view has asked.
        user: the same person.
        proposal: another municipality's.
        stance: one of Stance.
        now: the moment.
        why: in a sentence; asked for where one is against.

    Raises:
        ValidationError: on a site that is no municipality, for one's own proposal, for one that is not open, without
            the reason, and for what is not made up (TP-16).
    """
    if stance not in Stance:
        raise ValidationError({"stance": _("Välj vad ni tycker.")})
    if stance == Stance.AGAINST and not why.strip():
        raise ValidationError({"why": _("Skriv vad som talar emot.")})
    refuse_real_text(why, "why")
    here = tenant_in(active_schema())
    if here.kind != Kind.MUNICIPALITY:
        raise ValidationError(_("Bara kommuner röstar."))
    with transaction.atomic():
        hold(proposal.key)
        row = require_open(proposal)
        if row.schema_name == here.schema_name:
            raise ValidationError(_("Det är ert eget förslag. De andra kommunerna röstar om det."))
        kept, _made = Vote.objects.update_or_create(
            proposal=row,
            schema_name=here.schema_name,
            defaults={
                "municipality": here.name, "stance": stance, "why": why.strip()[:300], "by": user.display_name,
                "at": now,
            },
        )  # fmt: skip
        record_audit(
            actor=actor,
            verb="templates.vote",
            label=str(row),
            details={"stance": stance},
            right="adoption.take_templates",
        )
        after_word(row)
    return kept

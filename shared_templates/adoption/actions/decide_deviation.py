"""Approve a deviation, or turn it down (TP-03)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Deviation, DeviationState


def decide_deviation(
    *, actor: Actor, user: User, deviation: Deviation, approved: bool, now: datetime, note: str = ""
) -> Deviation:
    """Decided once; what is turned down says why, and the text is brought back by whoever wrote it.

    Args:
        actor: whoever decides; the view has asked.
        user: the same person.
        deviation: which waits.
        approved: does it hold from now on.
        now: the moment.
        note: asked for where it is turned down.

    Raises:
        ValidationError: for one's own deviation, one that is decided already, and a refusal without a reason.
    """
    if not approved and not note.strip():
        raise ValidationError({"note": _("Skriv varför avsteget inte godkänns.")})
    with transaction.atomic():
        row = Deviation.objects.select_for_update().select_related("item").get(pk=deviation.pk)
        if row.state != DeviationState.PROPOSED:
            raise ValidationError(_("Någon har redan tagit ställning till avsteget."))
        if row.owner_id == user.pk:
            raise ValidationError(_("Den som äger avsteget kan inte själv godkänna det."))
        row.state = DeviationState.APPROVED if approved else DeviationState.REFUSED
        row.approver, row.decided_at, row.closing_note = user, now, note.strip()[:300]
        row.save(update_fields=["state", "approver", "decided_at", "closing_note"])
        record_audit(
            actor=actor,
            verb="templates.decide_deviation",
            target=row.item,
            details={"approved": approved},
            right="adoption.approve_deviations",
        )
        tell([row.item.key], day=localdate(now))
    return row

"""Approve a deviation, or send it back (TP-03)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Deviation, DeviationState, Step
from shared_templates.board.submitting import begin_anew, close
from shared_templates.deviations.access import APPROVE
from shared_templates.deviations.keeping import held, turn
from shared_templates.deviations.told import DECIDED, tell_owner


def decide_deviation(
    *, actor: Actor, user: User, deviation: Deviation, read: UUID | None, approved: bool, now: datetime, note: str = ""
) -> Deviation:
    """Decided once; what is sent back says why, and explains nothing until it is written anew.

    Args:
        actor: whoever decides; the view has asked.
        user: the same person.
        deviation: which waits.
        read: its revision as the person read it; None for nothing that can be read.
        approved: does it hold from now on.
        now: the moment.
        note: asked for where it is sent back.

    Raises:
        ValidationError: for one's own deviation, one that is decided already, and sending back without a reason.
        Overtaken: when it changed after it was read.
    """
    if not approved and not note.strip():
        raise ValidationError({"note": _("Skriv varför avsteget skickas tillbaka.")})
    with transaction.atomic():
        row = held(deviation, read)
        if row.state != DeviationState.PROPOSED:
            raise ValidationError(_("Någon har redan tagit ställning till avsteget."))
        if row.owner_id == user.pk:
            raise ValidationError(_("Den som äger avsteget kan inte själv godkänna det."))
        row.approver, row.decided_at, row.closing_note = user, now, note.strip()[:300]
        turn(row, Step.APPROVED if approved else Step.REFUSED, actor=actor, now=now, note=note)
        if approved:
            begin_anew(row.uuid, since=localdate(now))
        else:
            close(row.uuid, now=now)
        record_audit(
            actor=actor,
            verb="templates.decide_deviation",
            target=row.item,
            details={"approved": approved},
            right=APPROVE,
        )
        tell([row.item.key], day=localdate(now))
        tell_owner(row, DECIDED, actor=actor, by=user.pk)
    return row

"""End a deviation before its time (TP-03)."""

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
from shared_templates.board.submitting import close
from shared_templates.deviations.keeping import held, turn
from shared_templates.deviations.told import ENDED, tell_owner


def end_deviation(
    *, actor: Actor, user: User, deviation: Deviation, read: UUID | None, note: str, now: datetime
) -> Deviation:
    """It counts no more. The item's text stays: what differs is then unexplained, and shown so.

    Args:
        actor: its owner, or whoever may approve; the view has asked.
        user: the same person.
        deviation: which.
        read: its revision as the person read it.
        note: why it ends.
        now: the moment.

    Raises:
        ValidationError: without a reason, and for what is ended already.
        Overtaken: when it changed after it was read.
    """
    if not note.strip():
        raise ValidationError({"note": _("Skriv varför avsteget avslutas.")})
    with transaction.atomic():
        row = held(deviation, read)
        if row.state == DeviationState.CLOSED:
            raise ValidationError(_("Avsteget är redan avslutat."))
        row.closed_at, row.closing_note = now, note.strip()[:300]
        turn(row, Step.CLOSED, actor=actor, now=now, note=note)
        close(row.uuid, now=now)
        record_audit(actor=actor, verb="templates.end_deviation", target=row.item, right="own")
        tell([row.item.key], day=localdate(now))
        tell_owner(row, ENDED, actor=actor, by=user.pk)
    return row

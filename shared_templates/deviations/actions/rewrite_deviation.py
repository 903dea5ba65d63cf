"""Write a deviation anew, or renew it; it waits for a decision again (TP-03)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Deviation, DeviationState, Step
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.content.likeness import Likeness
from shared_templates.deviations.keeping import held
from shared_templates.deviations.proposing import Why, put
from shared_templates.deviations.told import tell_approvers

#: What has held is renewed when it is written anew.
_HAS_HELD = (DeviationState.APPROVED, DeviationState.REVIEW, DeviationState.EXPIRED)


def rewrite_deviation(*, actor: Actor, deviation: Deviation, read: UUID | None, why: Why, now: datetime) -> Deviation:
    """What it says from now on. While a renewal waits the deviation counts, and a habit's twelve months run on.

    Args:
        actor: its owner, or whoever takes over what has none; the view has asked.
        deviation: which.
        read: its revision as the person read it; None for nothing that can be read.
        why: all it shall say; its unit stays.
        now: the moment.

    Raises:
        ValidationError: for one that is ended, one that another explains by now, and a reason that is not whole.
        Overtaken: when it changed after it was read.
    """
    with transaction.atomic():
        row = held(deviation, read)
        if row.state == DeviationState.CLOSED:
            raise ValidationError(_("Avsteget är avslutat. Skriv ett nytt om det behövs."))
        if not row.is_open and not _may_begin_again(row):
            raise ValidationError(_("Det finns inget som det här avsteget förklarar längre."))
        renews = row.state in _HAS_HELD
        put(row, why, Step.RENEWED if renews else Step.CHANGED, actor=actor, now=now)
        record_audit(
            actor=actor,
            verb="templates.rewrite_deviation",
            target=row.item,
            details={"reason": why.reason, "renewed": renews},
            right="own",
        )
        tell([row.item.key], day=localdate(now))
        tell_approvers(row, actor=actor)
    return row


def _may_begin_again(row: Deviation) -> bool:
    another = row.item.deviations.filter(unit=row.unit, state__in=OPEN).exists()
    differs = row.unit is not None or row.item.likeness in (Likeness.ADAPTED, Likeness.REPLACED)
    return differs and not another

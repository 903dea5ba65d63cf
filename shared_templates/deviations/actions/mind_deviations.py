"""What the days do with deviations: a habit ends after twelve months, a review falls due (TP-03)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Deviation, DeviationState, Reason, Step
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.board.submitting import close
from shared_templates.deviations.keeping import turn
from shared_templates.deviations.proposing import counted_from
from shared_templates.deviations.told import ENDED, REVIEW, tell_of_words, tell_owner
from shared_templates.habit import ends_on


def mind_deviations(*, actor: Actor, now: datetime) -> None:
    """End what has expired, ask for the reviews that are due, tell of the board's words; run again it does nothing.

    The municipality's text is never touched: what an expired deviation explained is unexplained.

    Args:
        actor: the house.
        now: the moment.
    """
    today = localdate(now)
    with transaction.atomic():
        expired = [
            row for row in _held().filter(reason=Reason.HABIT, state__in=OPEN) if ends_on(counted_from(row)) <= today
        ]
        for row in expired:
            row.closed_at = now
            turn(row, Step.EXPIRED, actor=actor, now=now)
            tell_owner(row, ENDED, actor=actor)
        due = list(_held().filter(state=DeviationState.APPROVED, review_on__lte=today))
        for row in due:
            turn(row, Step.REVIEW, actor=actor, now=now)
            tell_owner(row, REVIEW, actor=actor)
        if expired or due:
            close(*(row.uuid for row in expired), now=now)
            record_audit(
                actor=actor,
                verb="templates.mind_deviations",
                details={"expired": [row.item.code for row in expired], "review": [row.item.code for row in due]},
            )
            tell([row.item.key for row in expired], day=today)
        tell_of_words(actor=actor, since=now - timedelta(days=7))


def _held() -> QuerySet[Deviation]:
    rows = Deviation.objects.select_for_update(of=("self",)).select_related("item")
    return rows.defer("item__content", "item__base").order_by("pk")

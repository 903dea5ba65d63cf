"""What the days do with deviations: a habit ends after twelve months, a review falls due (TP-03)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import Unit
from samverk.people.models.dated import on
from shared_templates.adoption.facts import tell
from shared_templates.adoption.models import Deviation, DeviationState, Reason, Step
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.board.submitting import close
from shared_templates.deviations.keeping import turn
from shared_templates.deviations.proposing import counted_from
from shared_templates.deviations.sums import tell_sums
from shared_templates.deviations.told import ENDED, REVIEW, tell_of_words, tell_owner
from shared_templates.habit import ends_on


def mind_deviations(*, actor: Actor, now: datetime) -> None:
    """End what has expired, ask for the reviews that are due, tell of the board's words; run again it does nothing.

    A deviation of a unit that has ended with nobody after it is due too: its owner ends it, or says whose it is.

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
        homeless = list(_held().filter(_is_homeless(today), state=DeviationState.APPROVED, review_on__gt=today))
        for row in (*due, *homeless):
            note = _("Enheten har upphört.") if row in homeless else ""
            turn(row, Step.REVIEW, actor=actor, now=now, note=note)
            tell_owner(row, REVIEW, actor=actor)
        if expired or due or homeless:
            close(*(row.uuid for row in expired), now=now)
            codes = {"expired": expired, "review": [*due, *homeless]}
            details: dict[str, object] = {what: [row.item.code for row in rows] for what, rows in codes.items()}
            record_audit(actor=actor, verb="templates.mind_deviations", details=details)
            tell([row.item.key for row in expired], day=today)
        # A site that had deviations before it could tell of them tells within a day.
        tell_sums()
        tell_of_words(actor=actor, since=now - timedelta(days=7))


def _is_homeless(day: date) -> Q:
    """Of a unit that is no more; what gave way to others was moved there by the plan."""
    return Q(unit__isnull=False) & ~Q(unit__in=Unit.objects.filter(on(day)).values("uuid"))


def _held() -> QuerySet[Deviation]:
    rows = Deviation.objects.select_for_update(of=("self",)).select_related("item")
    return rows.defer("item__content", "item__base").order_by("pk")

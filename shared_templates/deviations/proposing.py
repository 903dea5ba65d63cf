"""A deviation is put into words: first, anew, and when it is renewed (TP-03, TN-14)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from shared_templates.adoption.models import Adopted, Deviation, DeviationState, Reason, Step
from shared_templates.board.submitting import close, refuse_what_is_real, submit
from shared_templates.deviations.keeping import turn
from shared_templates.habit import ends_on


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item differs, as somebody says it; fields as on `Deviation`."""

    reason: str
    text: str
    review_on: date
    owner: User
    cost_a_year: int | None = None
    unit: UUID | None = None


def propose(row: Adopted, why: Why, *, actor: Actor, now: datetime) -> Deviation:
    """A new deviation of an item, within the caller's transaction.

    Raises:
        ValidationError: for a reason that is not whole.
    """
    for earlier in row.deviations.filter(unit=why.unit, state__in=(DeviationState.REFUSED, DeviationState.EXPIRED)):
        earlier.closed_at, earlier.closing_note = now, _("Ett nytt avsteg har ersatt det.")
        turn(earlier, Step.CLOSED, actor=actor, now=now, note=earlier.closing_note)
    return put(Deviation(item=row, unit=why.unit), why, Step.PROPOSED, actor=actor, now=now)


def put(deviation: Deviation, why: Why, step: Step, *, actor: Actor, now: datetime) -> Deviation:
    """Put words on a deviation, so that it waits for a decision; a habit is told to the template board too.

    Args:
        deviation: new, or as it was.
        why: all it says now; `unit` stays as it was.
        step: what is done, for its history.
        actor: whoever writes.
        now: the moment.

    Raises:
        ValidationError: for a reason that is not whole, and words the board must not read.
    """
    today, text = localdate(now), why.text.strip()
    if not text:
        raise ValidationError({"text": _("Skriv skälet med egna ord.")})
    if why.review_on <= today:
        raise ValidationError({"review_on": _("Välj en dag som kommer.")})
    if why.reason == Reason.HABIT:
        if why.review_on > ends_on(today):
            raise ValidationError({"review_on": _("Ett avsteg av vana omprövas inom tolv månader.")})
        refuse_what_is_real(text)
    was_open = deviation.pk is not None and deviation.is_open
    deviation.reason, deviation.text, deviation.review_on = why.reason, text, why.review_on
    deviation.owner, deviation.cost_a_year = why.owner, why.cost_a_year
    if not was_open:
        # What did not count begins again; what counts keeps the day its twelve months are counted from.
        deviation.proposed_at, deviation.decided_at, deviation.closed_at = now, None, None
    deviation.closing_note = ""
    deviation.full_clean(exclude=["revision"])
    turn(deviation, step, actor=actor, now=now)
    tell_board(deviation, now=now)
    return deviation


def tell_board(deviation: Deviation, *, now: datetime) -> None:
    """The template board reads what a habit says now, and of no other reason or ended deviation anything more."""
    if deviation.reason == Reason.HABIT and deviation.is_open:
        submit(
            deviation=deviation.uuid, key=deviation.item.key, version=deviation.item.version, text=deviation.text,
            since=counted_from(deviation), now=now,
        )  # fmt: skip
    else:
        close(deviation.uuid, now=now)


def counted_from(deviation: Deviation) -> date:
    """The day from which a habit's twelve months are counted."""
    return localdate(deviation.decided_at or deviation.proposed_at)

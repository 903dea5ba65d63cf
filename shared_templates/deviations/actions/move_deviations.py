"""Units' deviations follow the units to their successors, and back when the plan is taken back (TN-09, TN-14)."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Succession
from samverk.people.queries import named
from shared_templates.adoption.models import Deviation, DeviationState, Reason, Step
from shared_templates.adoption.models.deviation import LARGEST_COST, OPEN
from shared_templates.board.submitting import close
from shared_templates.deviations.moving import heir_of, move, state_after_merging, strongest, take_back
from shared_templates.deviations.proposing import tell_board
from shared_templates.deviations.queries import deviations_of_units
from shared_templates.deviations.sums import tell_sums
from shared_templates.deviations.told import REVIEW, tell_owner


def move_deviations(*, actor: Actor, moved: Succession, day: date) -> int:
    """Each goes to the successor it was given, else to the first; two about the same item become one.

    Of two the one that stands there first stays: it says both reasons under the units' names, counts as the stronger
    sort of them, and its owner looks at it again. A cost that only one has estimated is not estimated, nor one larger
    than anybody may write.

    Args:
        actor: whoever lets the plan take effect.
        moved: which units give way to which.
        day: of the change.

    Returns:
        How many followed.
    """
    now, count = clock.now(), 0
    with transaction.atomic():
        for row in _held(deviations_of_units(moved.before)):
            heir = heir_of(row, moved)
            if heir == row.unit:
                continue
            count += 1
            there = _held(Deviation.objects.filter(item=row.item, unit=heir, state__in=OPEN)).first()
            if there is None or not row.is_open:
                move(row, heir, moved=moved, step=Step.MOVED, actor=actor, now=now, note="")
            else:
                _merge(row, there, actor=actor, moved=moved)
        if count:
            details: dict[str, object] = {"count": count, "day": day.isoformat()}
            record_audit(actor=actor, verb="templates.move_deviations", details=details)
            tell_sums()
    return count


def move_deviations_back(*, actor: Actor, moved: Succession, day: date) -> int:
    """Undo `move_deviations`; what has been written in since stays as it is, where it is.

    Returns:
        How many went back.
    """
    now = clock.now()
    with transaction.atomic():
        touched = _held(Deviation.objects.filter(unit__in=(*moved.before, *moved.after)).exclude(moves=None))
        count = 0
        for row in touched:
            said = row.reason, row.text, row.state
            count += take_back(row, moved, actor=actor, now=now)
            if said != (row.reason, row.text, row.state):
                tell_board(row, now=now)
        if count:
            details: dict[str, object] = {"count": count, "day": day.isoformat()}
            record_audit(actor=actor, verb="templates.move_deviations_back", details=details)
            tell_sums()
    return count


def _merge(row: Deviation, into: Deviation, *, actor: Actor, moved: Succession) -> None:
    """Both reasons stand in `into`; `row` ends there."""
    now, heir = clock.now(), heir_of(row, moved)
    names = {uuid: name for uuid, (_level, name) in named([each for each in (row.unit, heir) if each]).items()}
    whence = names.get(row.unit, "") if row.unit else ""
    into.text = f"{into.text}\n\n{whence} ({Reason(row.reason).label}): {row.text}"
    into.reason = strongest(into.reason, row.reason)
    known = into.cost_a_year is not None and row.cost_a_year is not None
    both = (into.cost_a_year or 0) + (row.cost_a_year or 0)
    into.cost_a_year = both if known and both <= LARGEST_COST else None
    into.review_on, into.state = min(into.review_on, row.review_on), state_after_merging(into)
    note = _("Avsteget från %(unit)s ingår nu.") % {"unit": whence}
    move(into, heir, moved=moved, step=Step.MERGED, actor=actor, now=now, note=note)
    tell_board(into, now=now)
    tell_owner(into, REVIEW, actor=actor)
    row.state, row.closed_at = DeviationState.CLOSED, now
    row.closing_note = _("Ingår i avsteget för %(unit)s.") % {"unit": names.get(heir, "")}
    move(row, heir, moved=moved, step=Step.CLOSED, actor=actor, now=now, note=row.closing_note)
    close(row.uuid, now=now)


def _held(rows: QuerySet[Deviation]) -> QuerySet[Deviation]:
    return rows.select_for_update(of=("self",)).select_related("item").order_by("pk")

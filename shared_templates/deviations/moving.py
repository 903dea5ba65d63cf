"""What a reorganisation changes in a deviation, kept on its row so that the plan can be taken back."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid4

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.registries import Succession
from shared_templates.adoption.models import Deviation, DeviationState, DeviationStep, Reason, Step

#: With the unit's uuid and a deviation's: who gets what when a unit is split (`people.reorganising`).
FOLLOWER = "deviations"
_KEPT = ("unit", "reason", "text", "cost_a_year", "review_on", "state", "closed_at", "closing_note", "revision")
_READ: dict[str, Callable[[str], object]] = {
    "unit": UUID, "revision": UUID, "review_on": date.fromisoformat, "closed_at": datetime.fromisoformat,
}  # fmt: skip


def heir_of(row: Deviation, moved: Succession) -> UUID:
    """The unit that takes the deviation over."""
    return moved.heir_of(f"{FOLLOWER}-{row.uuid}")


def move(row: Deviation, unit: UUID, *, moved: Succession, step: Step, actor: Actor, now: datetime, note: str) -> None:
    """Put the deviation on a unit and save it, as the caller has written it, with what stood there before.

    Args:
        row: changed, not saved.
        unit: where it is from now on.
        moved: the succession, by which it is found again.
        step: what is done, for its history.
        actor: whoever lets the plan take effect.
        now: the moment.
        note: in words.
    """
    was = Deviation.objects.values(*_KEPT).get(pk=row.pk)
    row.unit, row.revision = unit, uuid4()
    kept = {name: None if was[name] is None else str(was[name]) for name in _KEPT} | {"cost_a_year": was["cost_a_year"]}
    row.moves = [*(row.moves or []), {"by": _name(moved), "left": str(row.revision), "was": kept}]
    row.save()
    DeviationStep.objects.create(deviation=row, step=step, at=now, by=actor.name, note=note[:300])


def take_back(row: Deviation, moved: Succession, *, actor: Actor, now: datetime) -> bool:
    """Put back what the succession changed, unless somebody has written in it since; whether anything was."""
    moves, began = list(row.moves or []), row.revision
    while moves and moves[-1]["by"] == _name(moved) and moves[-1]["left"] == str(row.revision):
        for name, text in moves.pop()["was"].items():
            setattr(row, name, _READ[name](text) if text is not None and name in _READ else text)
    if row.revision == began:
        return False
    row.moves = moves or None
    row.save()
    DeviationStep.objects.create(deviation=row, step=Step.PUT_BACK, at=now, by=actor.name)
    return True


def strongest(*reasons: str) -> str:
    """Of two sorts of reasons the one that binds most; Reason tells them in that order."""
    return min(reasons, key=list(Reason.values).index)


def state_after_merging(row: Deviation) -> DeviationState:
    """What was approved was approved for fewer: it is looked at again."""
    return DeviationState.PROPOSED if row.state == DeviationState.PROPOSED else DeviationState.REVIEW


def _name(moved: Succession) -> str:
    return f"{' '.join(map(str, moved.before))} > {' '.join(map(str, moved.after))}"

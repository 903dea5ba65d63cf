"""Let a decided plan take effect, in one transaction."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import HOUSE, Actor, record_audit
from samverk.kernel.registries import unit_followers
from samverk.people.models import PlanState, ReorganisationPlan
from samverk.people.reorganising.carry_out import carry_out
from samverk.people.reorganising.ledger import Ledger
from samverk.people.reorganising.parts import StepRefused
from samverk.people.reorganising.steps import from_json


def apply_plan(*, actor: Actor, plan: ReorganisationPlan, now: datetime) -> ReorganisationPlan:
    """Write what the plan says, and let what belongs to the units follow them; all of it or nothing.

    A plan that has taken effect already is left as it is, so a repeated call changes nothing.

    Args:
        actor: who; the house, on the plan's day.
        plan: a decided one.
        now: the moment.

    Raises:
        StepRefused: when something has come in between; nothing is written.
    """
    with transaction.atomic():
        held = ReorganisationPlan.objects.select_for_update().get(pk=plan.pk)
        if held.state != PlanState.SCHEDULED:
            return held
        ledger = Ledger()
        moves = carry_out(steps=from_json(held.steps), day=held.day, ledger=ledger)
        followed: Counter[str] = Counter()
        for moved in moves:
            for key, follower in unit_followers:
                if follower.follows(moved):
                    followed[key] += follower.apply(actor=actor, moved=moved, day=held.day)
        held.state, held.applied_at, held.hindrance = PlanState.APPLIED, now, ""
        held.journal, held.followed = ledger.entries, dict(followed)
        held.save(update_fields=["state", "applied_at", "hindrance", "journal", "followed"])
        details = {"day": held.day.isoformat(), "rows": len(ledger.entries), **dict(followed)}
        record_audit(actor=actor, verb="people.apply_plan", target=held, details=details)
    return held


def apply_due_plans(*, actor: Actor = HOUSE, today: date, now: datetime) -> int:
    """Let every decided plan whose day has come take effect, each on its own; returns how many did.

    A plan that cannot is left decided, with the reason for the system maintainers to read; a call that was killed
    is taken up by the next.
    """
    done = 0
    for plan in ReorganisationPlan.objects.filter(state=PlanState.SCHEDULED, day__lte=today).order_by("day", "pk"):
        try:
            apply_plan(actor=actor, plan=plan, now=now)
            done += 1
        except StepRefused as refused:
            _remember(actor, plan, str(refused))
    return done


def _remember(actor: Actor, plan: ReorganisationPlan, why: str) -> None:
    """Once, not every day."""
    if plan.hindrance == why:
        return
    with transaction.atomic():
        ReorganisationPlan.objects.filter(pk=plan.pk).update(hindrance=why)
        record_audit(actor=actor, verb="people.apply_plan", target=plan, result="failed", details={"why": why})

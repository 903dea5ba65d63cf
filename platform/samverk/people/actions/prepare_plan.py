"""Write and change a plan for the organisation before it is decided."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.models import PlanState, ReorganisationPlan
from samverk.people.reorganising.steps import Step, to_json


class PlanClosed(Exception):
    """The plan is decided, carried out or put away; carries a sentence for the person."""


def prepare_plan(*, actor: Actor, title: str, day: date) -> ReorganisationPlan:
    """An empty plan.

    Args:
        actor: who prepares.
        title: what people call the change.
        day: the first day of the new.
    """
    with transaction.atomic():
        plan = ReorganisationPlan.objects.create(title=title, day=day, made_by=actor.name[:200])
        record_audit(actor=actor, verb="people.prepare_plan", target=plan, details={"day": day.isoformat()})
    return plan


def change_plan(
    *,
    actor: Actor,
    plan: ReorganisationPlan,
    steps: Sequence[Step] | None = None,
    title: str | None = None,
    day: date | None = None,
) -> ReorganisationPlan:
    """Give a draft other steps, another day or another name; what is None stays.

    Raises:
        PlanClosed: when it is no draft any more.
    """
    with transaction.atomic():
        held = ReorganisationPlan.objects.select_for_update().get(pk=plan.pk)
        if held.state != PlanState.DRAFT:
            raise PlanClosed(_("Planen är inte längre ett utkast och kan inte ändras."))
        held.steps = held.steps if steps is None else to_json(steps)
        held.title = held.title if title is None else title
        held.day = held.day if day is None else day
        held.save(update_fields=["steps", "title", "day"])
        details: dict[str, object] = {"day": held.day.isoformat(), "steps": [row["verb"] for row in held.steps]}
        record_audit(actor=actor, verb="people.change_plan", target=held, details=details)
    return held


def cancel_plan(*, actor: Actor, plan: ReorganisationPlan) -> ReorganisationPlan:
    """Put away a plan that has not taken effect.

    Raises:
        PlanClosed: when it has, or is put away already.
    """
    with transaction.atomic():
        held = ReorganisationPlan.objects.select_for_update().get(pk=plan.pk)
        if held.state not in {PlanState.DRAFT, PlanState.SCHEDULED}:
            raise PlanClosed(_("Planen har redan genomförts eller kastats."))
        held.state = PlanState.CANCELLED
        held.save(update_fields=["state"])
        record_audit(actor=actor, verb="people.cancel_plan", target=held)
    return held

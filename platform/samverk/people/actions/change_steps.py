"""Add, take out and fill in the steps of a draft, one at a time."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor
from samverk.people.actions.prepare_plan import change_plan
from samverk.people.models import ReorganisationPlan
from samverk.people.reorganising.effect import refuse_if_impossible
from samverk.people.reorganising.steps import Step, from_json


def add_step(*, actor: Actor, plan: ReorganisationPlan, step: Step) -> ReorganisationPlan:
    """Append a step that can take effect after those that are there.

    Raises:
        StepRefused: when it cannot; the draft stays as it was.
        PlanClosed: when the plan is no draft.
    """
    with transaction.atomic():
        changed = change_plan(actor=actor, plan=plan, steps=[*_held(plan), step])
        refuse_if_impossible(changed)
    return changed


def remove_step(*, actor: Actor, plan: ReorganisationPlan, number: int) -> ReorganisationPlan:
    """Take a step out; those that built on it show what is wrong on the plan's page.

    Raises:
        PlanClosed: when the plan is no draft.
    """
    with transaction.atomic():
        steps = _held(plan)
        return change_plan(actor=actor, plan=plan, steps=[*steps[:number], *steps[number + 1 :]])


def distribute(*, actor: Actor, plan: ReorganisationPlan, number: int, where: dict[str, UUID]) -> ReorganisationPlan:
    """Say who and what goes to which part of a split.

    Raises:
        StepRefused: when it cannot be so.
        PlanClosed: when the plan is no draft.
    """
    with transaction.atomic():
        steps = _held(plan)
        steps[number] = replace(steps[number], where=where)
        changed = change_plan(actor=actor, plan=plan, steps=steps)
        refuse_if_impossible(changed)
    return changed


def _held(plan: ReorganisationPlan) -> list[Step]:
    """The steps as they are now, for nobody else to change meanwhile."""
    return list(from_json(ReorganisationPlan.objects.select_for_update().get(pk=plan.pk).steps))

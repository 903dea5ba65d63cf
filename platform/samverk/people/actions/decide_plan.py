"""Decide a plan: it takes effect on its day, or at once when the day has come."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.people.actions.apply_plan import apply_plan
from samverk.people.actions.prepare_plan import PlanClosed
from samverk.people.models import PlanState, ReorganisationPlan
from samverk.people.reorganising.effect import conflicts
from samverk.people.reorganising.parts import StepRefused


def decide_plan(*, actor: Actor, plan: ReorganisationPlan, today: date, now: datetime) -> ReorganisationPlan:
    """Let a draft wait for its day; with a day that has come it takes effect now.

    Raises:
        PlanClosed: when it is no draft.
        StepRefused: when it could not take effect, or another decided plan touches the same parts.
    """
    with transaction.atomic():
        held = ReorganisationPlan.objects.select_for_update().get(pk=plan.pk)
        if held.state != PlanState.DRAFT:
            raise PlanClosed(_("Planen är inte längre ett utkast."))
        found = conflicts(held)
        if found:
            raise StepRefused(found[0])
        held.state = PlanState.SCHEDULED
        held.save(update_fields=["state"])
        record_audit(actor=actor, verb="people.decide_plan", target=held, details={"day": held.day.isoformat()})
        if held.day <= today:
            held = apply_plan(actor=actor, plan=held, now=now)
    return held

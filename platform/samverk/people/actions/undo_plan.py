"""Take back a plan that has taken effect, while nothing is built on it."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import Succession, unit_followers
from samverk.people.actions.prepare_plan import PlanClosed
from samverk.people.models import PlanState, ReorganisationPlan
from samverk.people.reorganising.ledger import BuiltUpon, take_back
from samverk.people.reorganising.steps import from_json, succession_of


def undo_plan(*, actor: Actor, plan: ReorganisationPlan) -> ReorganisationPlan:
    """Put every row back as it was before; the plan stays, as undone.

    Raises:
        PlanClosed: when it has not taken effect.
        BuiltUpon: when something was changed or added since; nothing is taken back.
    """
    with transaction.atomic():
        held = ReorganisationPlan.objects.select_for_update().get(pk=plan.pk)
        if held.state != PlanState.APPLIED:
            raise PlanClosed(_("Planen har inte genomförts, så det finns inget att ångra."))
        successions = [moved for step in from_json(held.steps) if (moved := succession_of(step)) is not None]
        for moved in reversed(successions):
            for follower in unit_followers.values():
                if follower.follows(moved):
                    follower.undo(actor=actor, moved=moved, day=held.day)
        for made in _made(held):
            for _key, follower in unit_followers:
                if follower.count(moved=made):
                    raise BuiltUpon(_("Något nytt hör redan till en del som planen skapade. Flytta det först."))
        take_back(held.journal)
        held.state = PlanState.UNDONE
        held.save(update_fields=["state"])
        record_audit(actor=actor, verb="people.undo_plan", target=held, details={"rows": len(held.journal)})
    return held


def _made(plan: ReorganisationPlan) -> list[Succession]:
    """What the plan brought into being, each as something that would give way to nothing."""
    return [Succession((part.uuid,), ()) for step in from_json(plan.steps) for part in step.parts]

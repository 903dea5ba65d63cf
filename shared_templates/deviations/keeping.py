"""A deviation goes from one state to the next: one person at a time, with a line in its history."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor
from shared_templates.adoption.models import Deviation, DeviationState, DeviationStep, Step

#: Where each step leads.
LEADS_TO = {
    Step.PROPOSED: DeviationState.PROPOSED,
    Step.CHANGED: DeviationState.PROPOSED,
    Step.RENEWED: DeviationState.PROPOSED,
    Step.APPROVED: DeviationState.APPROVED,
    Step.REFUSED: DeviationState.REFUSED,
    Step.REVIEW: DeviationState.REVIEW,
    Step.EXPIRED: DeviationState.EXPIRED,
    Step.CLOSED: DeviationState.CLOSED,
}


class Overtaken(ValidationError):
    """Somebody else did something with the deviation after this person had read it; nothing is written."""


def held(deviation: Deviation, read: UUID | None) -> Deviation:
    """The deviation as it is, held until the caller's transaction ends.

    Args:
        deviation: which.
        read: the revision the person had before them.

    Raises:
        Overtaken: when it has changed since.
    """
    row = Deviation.objects.select_for_update(of=("self",)).select_related("item").get(pk=deviation.pk)
    if row.revision != read:
        raise Overtaken(_("Någon annan hann före. Så här står avsteget nu. Läs och ta ställning igen."))
    return row


def turn(deviation: Deviation, step: Step, *, actor: Actor, now: datetime, note: str = "") -> None:
    """Save the deviation after a step, and the step."""
    deviation.state, deviation.revision = LEADS_TO[step], uuid4()
    deviation.save()
    DeviationStep.objects.create(deviation=deviation, step=step, at=now, by=actor.name, note=note.strip()[:300])

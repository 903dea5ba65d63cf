"""What is new comes in by itself where the municipality wants it so (TP-14)."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from samverk.kernel.actions.record_audit import Actor
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.attempts import attempt_for
from shared_templates.adoption.models import Application
from shared_templates.catalogue.queries import release_alone
from shared_templates.content.merging import Unsettled
from shared_templates.site_settings import AUTOMATIC, PACE
from tenants.settings.queries import value


def take_by_itself(*, actor: Actor, release: UUID, now: datetime) -> Application | None:
    """Everything of a release that touches nothing changed here; once, and not again after it was undone.

    Args:
        actor: the house.
        release: which.
        now: the moment.

    Returns:
        What was done; None where people decide: because they want to, because the release cannot be taken as it is,
        or because it was withdrawn before the worker came.
    """
    if value(PACE) != AUTOMATIC:
        return None
    found = release_alone(release)
    if found is None or found.withdrawn_at is not None:
        return None
    try:
        return take_release(actor=actor, uuid=attempt_for(release), release=release, now=now, quiet_only=True)
    except (ValidationError, Unsettled):
        return None

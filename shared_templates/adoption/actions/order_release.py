"""Ask the worker to take a large release, so that nobody waits for the page."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.attempts import asked, open_release
from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.planning import Choices
from shared_templates.adoption.tasks import after_order


def order_release(
    *, actor: Actor, uuid: UUID, release: UUID, keys: Collection[UUID], now: datetime, choices: Choices | None = None
) -> Application:
    """Keep what is wanted and tell the worker; sent twice it is one order.

    Args:
        actor: whoever takes the release; the view has asked.
        uuid: of this attempt, from the form.
        release: which.
        keys: the items wanted.
        now: the moment; what is changed here after it is not taken over.
        choices: answers to conflicts.

    Raises:
        ValidationError: for a release that is not there or was withdrawn.
    """
    facts = asked(actor=actor, release=open_release(release), choices=choices, now=now)
    facts |= {"state": ApplicationState.WAITING, "wanted": sorted(map(str, keys))}
    with transaction.atomic():
        order, made = Application.objects.get_or_create(uuid=uuid, defaults=facts)
        if made:
            record_audit(
                actor=actor,
                verb="templates.order_release",
                label=order.name,
                details={"items": len(order.wanted)},
                right="adoption.take_templates",
            )
            after_order(order)
    return order

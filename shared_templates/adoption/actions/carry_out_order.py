"""Take the release that somebody asked for: the worker's part of `order_release`."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.attempts import choices_of
from shared_templates.adoption.models import Application
from shared_templates.adoption.models.application import PENDING, ApplicationState
from shared_templates.adoption.words import told_unsettled
from shared_templates.content.merging import Unsettled


def carry_out_order(*, actor: Actor, order: Application, now: datetime) -> Application:
    """Take it, or keep why it could not be taken; carried out twice it is carried out once.

    Killed on the way nothing has been taken, and the next round takes it up again.

    Args:
        actor: whoever asked for it; the log names a person, not the worker.
        order: which.
        now: the moment.
    """
    Application.objects.filter(pk=order.pk, state=ApplicationState.WAITING).update(state=ApplicationState.RUNNING)
    try:
        return take_release(
            actor=actor,
            uuid=order.uuid,
            release=order.release,
            now=now,
            keys=[UUID(key) for key in order.wanted],
            choices=choices_of(order),
            read_at=order.asked_at,
        )
    except Unsettled as error:
        why = told_unsettled(error)
    except ValidationError as error:
        why = " ".join(error.messages)
    return _failed(actor, order, why, now)


def _failed(actor: Actor, order: Application, why: str, now: datetime) -> Application:
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=order.pk)
        if row.state in PENDING:
            row.state, row.why, row.done_at = ApplicationState.FAILED, why, now
            row.save(update_fields=["state", "why", "done_at"])
            record_audit(
                actor=actor,
                verb="templates.order_failed",
                label=row.name,
                result="failed",
                details={"why": why},
                right="adoption.take_templates",
            )
    return row

"""Tick off a reminder, or undo it."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import Reminder


def tick_reminder(*, actor: Actor, user: User, reminder: Reminder, done: bool, now: datetime) -> Reminder:
    """Called again it changes nothing.

    Args:
        actor: the person.
        user: whose.
        reminder: one of the person's own.
        done: tick or undo.
        now: the moment.
    """
    with transaction.atomic():
        row = Reminder.objects.select_for_update().get(pk=reminder.pk, user=user)
        if (row.done_at is not None) != done:
            row.done_at = now if done else None
            row.save(update_fields=["done_at"])
            record_audit(actor=actor, verb="portal.tick_reminder", target=user, details={"done": done}, right="own")
    return row

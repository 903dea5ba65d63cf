"""The person stays after all."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import person_key
from samverk.identity.models import User
from samverk.identity.movers.models import Departure, State
from samverk.identity.movers.tasks import follow_elsewhere
from samverk.identity.queueing import queue
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema


def cancel_departure(*, actor: Actor, user: User, now: datetime) -> bool:
    """Undo all that the plan did; what a departure that is done has ended does not come back by itself.

    Args:
        actor: who decides.
        user: who stays, or has come back.
        now: the moment.

    Returns:
        Was there anything to undo?
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        planned = Departure.objects.filter(user=user, state=State.PLANNED).update(state=State.CANCELLED)
        if not planned and user.last_day is None:
            return False
        user.last_day = None
        user.save(update_fields=["last_day"])
        if user.is_active:
            enter_in_directory(actor=actor, user=user, valid_from=_since(user, timezone.localdate(now)))
        record_audit(actor=actor, verb="movers.cancel_departure", target=user)
        queue(follow_elsewhere, user=user.pk)
    return True


def _since(user: User, today: date) -> date:
    key = person_key(issuer=user.issuer, subject=user.subject)
    entry = DirectoryEntry.objects.filter(person_key=key, schema_name=active_schema()).first()
    return entry.valid_from if entry else today

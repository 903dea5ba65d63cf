"""Fold an alarm one has read to a single line, or unfold it; it is never lost from the page."""

from uuid import UUID

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import Desk

MOST = 20


def fold_alarm(*, actor: Actor, user: User, uuid: UUID, folded: bool) -> Desk:
    """Called again it changes nothing.

    Args:
        actor: the person.
        user: for whom.
        uuid: of the alarm.
        folded: fold or unfold.
    """
    with transaction.atomic():
        desk, _is_new = Desk.objects.select_for_update().get_or_create(user=user)
        kept = [key for key in desk.folded if key != str(uuid)]
        desk.folded = [*kept, str(uuid)][-MOST:] if folded else kept
        desk.save(update_fields=["folded"])
        record_audit(actor=actor, verb="portal.fold_alarm", label=str(uuid), details={"folded": folded}, right="own")
    return desk

"""End a guest's stay at once."""

from datetime import datetime

from django.db import transaction

from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.directory.actions import leave_directory
from samverk.identity.guests.models import GuestStay
from samverk.kernel.actions.record_audit import Actor, record_audit


def end_stay(*, actor: Actor, stay: GuestStay, now: datetime) -> GuestStay:
    """Close the account, or withdraw an invitation nobody has accepted. What the guest wrote stays under the name.

    The password is kept for a week, for whoever changes their mind (`reopen_stay`); a closed account opens with none.

    Args:
        actor: the sponsor, or a system maintainer.
        stay: of a guest the actor answers for.
        now: the moment.
    """
    with transaction.atomic():
        stay = GuestStay.objects.select_for_update(of=("self",)).select_related("user", "sponsor").get(pk=stay.pk)
        if stay.ended_at is not None:
            return stay
        stay.ended_at, stay.link_hash, stay.link_expires_at = now, "", None
        stay.save(update_fields=["ended_at", "link_hash", "link_expires_at"])
        user = stay.user
        if user is not None:
            user.is_active = False
            user.save(update_fields=["is_active"])
            end_sessions(actor=actor, user=user, keep="")
            leave_directory(actor=actor, user=user, issuer=user.issuer, subject=user.subject, now=now)
        record_audit(actor=actor, verb="guests.end_stay", target=stay)
    return stay

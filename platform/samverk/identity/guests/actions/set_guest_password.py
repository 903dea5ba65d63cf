"""A guest who forgot the password chooses another."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.guests.actions.accept_invitation import InvitationClosed
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.queries import password_link_behind
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


def set_guest_password(*, actor: Actor, token: str, password: str, now: datetime) -> User:
    """Use the link, once, and end every session: somebody may know the old password.

    Args:
        actor: nobody known yet, with address.
        token: from the link.
        password: chosen by the guest.
        now: the moment.

    Raises:
        InvitationClosed: for a link that is used or too old, and for a stay or an account that is over.
        ValidationError: for a weak password; the link can be used again.
    """
    with transaction.atomic():
        found = password_link_behind(token=token, now=now)
        waiting = GuestStay.objects.select_for_update().exclude(link_hash="")
        stay = waiting.filter(pk=found.pk).first() if found else None
        user = User.objects.select_for_update().filter(guest_stay=stay, is_active=True).first() if stay else None
        if stay is None or user is None or stay.is_over(timezone.localdate(now)):
            raise InvitationClosed
        validate_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        stay.link_hash, stay.link_expires_at = "", None
        stay.save(update_fields=["link_hash", "link_expires_at"])
        end_sessions(actor=actor, user=user, keep="")
        guest = Actor(uuid=user.uuid, name=user.display_name, capacity=user.capacity, address=actor.address)
        record_audit(actor=guest, verb="guests.set_guest_password", target=stay, right="own")
    return user

"""Make the link of an invitation, or of a new password, and mail it."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from samverk.identity.guests import mails
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.terms import LINK_DAYS, PASSWORD_LINK_DAYS
from samverk.identity.one_time_links import link_digest
from samverk.kernel.actions.record_audit import Actor, record_audit


def send_invitation(*, actor: Actor, stay_id: int, now: datetime) -> bool:
    """Send the mail; who was told no meanwhile gets none, and who accepted gets a link to a new password,
    or is told to sign in as before.

    The link is 256 random bits, made here and kept only as a digest: neither the queue nor the database holds what
    opens the door. It replaces the one before.

    Args:
        actor: the house, when the worker does it.
        stay_id: which invitation.
        now: the moment.

    Raises:
        OSError: when the mail server does not answer; then nothing is changed, and the task tries again.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        stay = (
            GuestStay.objects.select_for_update(of=("self",))
            .select_related("sponsor", "user")
            .filter(pk=stay_id, ended_at=None)
            .first()
        )
        if stay is None:
            return False
        record_audit(actor=actor, verb="guests.send_invitation", target=stay)
        with mails.in_the_language_of(""):
            if stay.by_provider:
                mails.welcome_back(stay).send()
                return True
            stay.link_hash = link_digest(token)
            stay.link_expires_at = now + timedelta(days=PASSWORD_LINK_DAYS if stay.accepted_at else LINK_DAYS)
            stay.save(update_fields=["link_hash", "link_expires_at"])
            letter = mails.new_password if stay.accepted_at else mails.invitation
            letter(stay, token).send()
    return True

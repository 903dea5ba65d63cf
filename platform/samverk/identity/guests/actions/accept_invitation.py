"""A guest says yes: terms, password, account."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.queries import invitation_behind
from samverk.identity.models import Capacity, User, local_issuer
from samverk.identity.scim.facts import longest
from samverk.identity.usernames import USERNAME, username_is_free
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema


class InvitationClosed(Exception):
    """The link is used, too old, withdrawn, or was never one."""


def accept_invitation(*, actor: Actor, token: str, password: str, now: datetime) -> User:
    """Use the link, once: of two who come at the same time one is told that it is used.

    Args:
        actor: nobody known yet, with address.
        token: from the link.
        password: chosen by the guest, who has agreed to the terms.
        now: the moment.

    Raises:
        InvitationClosed: then.
        ValidationError: for a weak password; the link can be used again.
    """
    with transaction.atomic():
        found = invitation_behind(token=token, now=now)
        stay = GuestStay.objects.select_for_update().filter(pk=found.pk, accepted_at=None).first() if found else None
        today = timezone.localdate(now)
        if stay is None or stay.is_over(today):
            raise InvitationClosed
        user = User(
            username=_username(stay),
            display_name=stay.name,
            first_name=stay.name.split()[0][: longest(User, "first_name")],
            email=stay.email,
            capacity=Capacity.GUEST,
            acting_for_name=stay.organisation,
            issuer=local_issuer(active_schema()),
            last_day=stay.expires_on,
        )
        validate_password(password, user)
        user.set_password(password)
        user.save()
        enter_in_directory(actor=actor, user=user, valid_from=today, valid_to=stay.expires_on)
        stay.user, stay.accepted_at, stay.link_hash, stay.link_expires_at = user, now, "", None
        stay.save(update_fields=["user", "accepted_at", "link_hash", "link_expires_at"])
        record_audit(
            actor=Actor(uuid=user.uuid, name=user.display_name, capacity=user.capacity, address=actor.address),
            verb="guests.accept_invitation",
            target=stay,
            details={"until": stay.expires_on.isoformat()},
            right="own",
        )
    return user


def _username(stay: GuestStay) -> str:
    """The guest's address where nobody signs in with it, else a number: an account is never taken over this way."""
    wanted = stay.email.lower()
    return wanted if USERNAME.match(wanted) and username_is_free(wanted) else f"gast-{stay.pk}"

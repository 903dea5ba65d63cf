"""A guest says yes: terms, a password or a proof, account."""

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.queries import invitation_of
from samverk.identity.models import Capacity, User, local_issuer
from samverk.identity.one_time_links import link_digest
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
        stay = _waiting(link_digest(token), now)
        user = User(username=_username(stay), issuer=local_issuer(active_schema()), **_told(stay))
        validate_password(password, user)
        user.set_password(password)
        _arrive(actor, stay, user, now)
        record_audit(
            actor=_as(user, actor),
            verb="guests.accept_invitation",
            target=stay,
            details={"until": stay.expires_on.isoformat()},
            right="own",
        )
    return user


def accept_with_identity(
    *, actor: Actor, link_hash: str, issuer: str, subject: str, username: str, name: str, provider: str, now: datetime
) -> User:
    """The same for a guest whom a provider has proved: no password here, the terms agreed to before setting out.

    Args:
        actor: nobody known yet, with address.
        link_hash: digest of the link, as remembered when the guest set out.
        issuer, subject: proved; nobody here has them.
        username: opaque, as for everybody a provider proves (LAW-48).
        name: what the provider calls the guest; the invitation's where it does not say.
        provider: its key, for the log.
        now: the moment.

    Raises:
        InvitationClosed: as `accept_invitation`.
    """
    with transaction.atomic():
        stay = _waiting(link_hash, now)
        told = {**_told(stay), **({"display_name": name} if name else {})}
        user = User(username=username, issuer=issuer, subject=subject, **told)
        user.set_unusable_password()
        _arrive(actor, stay, user, now)
        details: dict[str, object] = {"until": stay.expires_on.isoformat(), "provider": provider}
        record_audit(actor=_as(user, actor), verb="guests.accept_invitation", target=stay, details=details, right="own")
    return user


def _waiting(link_hash: str, now: datetime) -> GuestStay:
    """The invitation, for nobody else to accept meanwhile.

    Raises:
        InvitationClosed: when there is none.
    """
    found = invitation_of(link_hash=link_hash, now=now)
    held = GuestStay.objects.select_for_update().filter(accepted_at=None, ended_at=None, link_hash=link_hash)
    stay = held.filter(pk=found.pk).first() if found else None
    if stay is None or stay.is_over(timezone.localdate(now)):
        raise InvitationClosed
    return stay


def _told(stay: GuestStay) -> dict[str, Any]:
    return {
        "display_name": stay.name,
        "first_name": stay.name.split()[0][: longest(User, "first_name")],
        "email": stay.email,
        "capacity": Capacity.GUEST,
        "acting_for_name": stay.organisation,
        "last_day": stay.expires_on,
    }


def _arrive(actor: Actor, stay: GuestStay, user: User, now: datetime) -> None:
    user.save()
    enter_in_directory(actor=actor, user=user, valid_from=timezone.localdate(now), valid_to=stay.expires_on)
    stay.user, stay.accepted_at, stay.link_hash, stay.link_expires_at = user, now, "", None
    stay.save(update_fields=["user", "accepted_at", "link_hash", "link_expires_at"])


def _as(user: User, actor: Actor) -> Actor:
    return Actor(uuid=user.uuid, name=user.display_name, capacity=user.capacity, address=actor.address)


def _username(stay: GuestStay) -> str:
    """The guest's address where nobody signs in with it, else a number: an account is never taken over this way."""
    wanted = stay.email.lower()
    return wanted if USERNAME.match(wanted) and username_is_free(wanted) else f"gast-{stay.pk}"

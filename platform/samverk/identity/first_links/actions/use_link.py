"""Choose the account's first password."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from samverk.identity.first_links.models import FirstLink
from samverk.identity.first_links.queries import first_link_behind
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


class LinkClosed(Exception):
    """The link is used, too old, taken back, or was never one."""


def use_link(*, actor: Actor, token: str, password: str, now: datetime) -> User:
    """Use the link, once: of two who come at the same time one is told that it is used.

    Args:
        actor: nobody known yet, with address.
        token: from the link.
        password: chosen by whoever has the link.
        now: the moment.

    Raises:
        LinkClosed: then.
        ValidationError: for a weak password; the link can be used again.
    """
    with transaction.atomic():
        found = first_link_behind(token=token, now=now)
        held = FirstLink.objects.select_for_update(of=("self",)).exclude(link_hash="").filter(used_at=None)
        link = held.filter(pk=found.pk, link_hash=found.link_hash).first() if found else None
        if link is None:
            raise LinkClosed
        user = User.objects.select_for_update().get(pk=link.user_id)
        validate_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        link.link_hash, link.used_at = "", now
        link.save(update_fields=["link_hash", "used_at"])
        person = Actor(uuid=user.uuid, name=user.display_name, capacity=user.capacity, address=actor.address)
        record_audit(actor=person, verb="first_links.use_link", target=user, right="own")
    return user

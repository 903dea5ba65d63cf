"""Undo a link between two identities."""

from datetime import datetime

from django.db import transaction

from samverk.identity.oidc.here.models import LinkedIdentity
from samverk.identity.oidc.here.sessions import end_sessions_of
from samverk.kernel.actions.record_audit import Actor, record_audit


def unlink_identity(*, actor: Actor, link_id: int, now: datetime, owner_id: int | None = None) -> bool:
    """End the link and the sessions that came through it; an account that was closed for it opens again.

    Args:
        actor: the person, or who administers sign-ins here.
        link_id: which link.
        now: the moment.
        owner_id: when given, only a link of this account.

    Returns:
        Whether there was such a link.
    """
    with transaction.atomic():
        found = LinkedIdentity.objects.select_for_update().filter(pk=link_id, unlinked_at=None)
        if owner_id is not None:
            found = found.filter(user_id=owner_id)
        link = found.first()
        if link is None:
            return False
        link.unlinked_at = now
        link.save(update_fields=["unlinked_at"])
        if link.absorbed is not None:
            link.absorbed.is_active = True
            link.absorbed.save(update_fields=["is_active"])
        end_sessions_of(user_id=link.user_id, provider_key=link.provider_key)
        record_audit(
            actor=actor,
            verb="identity.unlink_identity",
            target=link.user,
            details={"link": link.pk, "provider": link.provider_key},
        )
    return True

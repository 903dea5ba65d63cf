"""Let a second proved identity open the same account (PF-10)."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.oidc.here.models import LinkedIdentity
from samverk.identity.oidc.here.sessions import end_sessions_of
from samverk.identity.oidc.refusal import Refused
from samverk.kernel.actions.record_audit import Actor, record_audit


def link_identity(
    *,
    actor: Actor,
    user: User,
    provider_key: str,
    issuer: str,
    subject: str,
    shown_name: str,
    proved_by: str,
    now: datetime,
) -> LinkedIdentity:
    """Link an identity that was proved a moment ago to the account that was proved a moment ago.

    An account the identity has had here is closed while the link stands and opens again when it is undone; nothing
    is moved between them.

    Args:
        actor: the person.
        user: the account that stays.
        provider_key: who proved the identity.
        issuer: of the identity.
        subject: of the identity, as stored.
        shown_name: for the lists of links.
        proved_by: who proved the account.
        now: the moment.

    Raises:
        Refused: when the identity already opens this or another linked account.
    """
    with transaction.atomic():
        if (user.issuer, user.subject) == (issuer, subject):
            raise Refused("already_linked", "the identity is the account's own")
        open_links = LinkedIdentity.objects.select_for_update().filter(unlinked_at=None)
        if open_links.filter(issuer=issuer, subject=subject).exists():
            raise Refused("already_linked", "the identity is linked already")
        absorbed = User.objects.select_for_update().filter(issuer=issuer, subject=subject).first()
        if absorbed is not None and open_links.filter(user=absorbed).exists():
            raise Refused("already_linked", "the identity's own account has links of its own")
        if absorbed is not None and not absorbed.is_active:
            # A closed account must not come back to life through another door.
            raise Refused("closed", "the identity's own account is closed")
        if absorbed is not None:
            absorbed.is_active = False
            absorbed.save(update_fields=["is_active"])
            # Ended, not asleep: they must not come back to life when the link is undone.
            end_sessions_of(user_id=absorbed.pk)
        link = LinkedIdentity.objects.create(
            user=user,
            provider_key=provider_key,
            issuer=issuer,
            subject=subject,
            shown_name=shown_name[:200],
            proved_by=proved_by,
            absorbed=absorbed,
            linked_at=now,
        )
        record_audit(
            actor=actor,
            verb="identity.link_identity",
            target=user,
            details={"link": link.pk, "provider": provider_key, "proved_by": proved_by, "merged": absorbed is not None},
        )
    return link

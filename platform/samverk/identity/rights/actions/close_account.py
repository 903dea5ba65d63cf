"""Close a person's account on this site."""

from datetime import datetime

from django.utils.translation import gettext as _

from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.directory.actions import leave_directory
from samverk.identity.models import User, local_issuer
from samverk.identity.rights.lockout import keeping_a_maintainer
from samverk.identity.rights.refusal import Refusal
from samverk.identity.scim.actions.settle_rights import settle_rights
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.queries import active_schema

SHORTEST_REASON = 10


def close_account(
    *, actor: Actor, user: User, reason: str, now: datetime, right: str = "identity.administer_site"
) -> None:
    """Nobody comes in with it from the next request, whatever the directory or a provider says; nothing is erased.

    Args:
        actor: who decides.
        user: whose account.
        reason: a sentence, for the log.
        now: the moment.
        right: of the actor.

    Raises:
        Refusal: for one's own account, and without a reason.
        LastMaintainer: when nobody could administer the site afterwards.
    """
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refusal(_("Skriv varför, minst tio tecken."))
    if user.uuid == actor.uuid:
        raise Refusal(_("Du kan inte stänga ditt eget konto. Be en annan systemförvaltare."))
    with keeping_a_maintainer():
        user.is_active = False
        if user.issuer != local_issuer(active_schema()):
            # A new unusable password changes the hash of every session: none comes back to life with the account.
            user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        end_sessions(actor=actor, user=user, keep="", right=right)
        leave_directory(actor=actor, user=user, issuer=user.issuer, subject=user.subject, now=now)
        settle_rights(actor=actor, users=[user.pk])
        record_audit(actor=actor, verb="rights.close_account", target=user, details={"reason": reason}, right=right)

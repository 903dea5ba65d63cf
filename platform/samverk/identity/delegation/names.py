"""Delegations keep names of those who asked, decided and ended: the names of now (LAW-24)."""

from samverk.identity.delegation.here.models import Delegation
from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.models import User
from samverk.identity.protection.copies import knife_for, rename, rewrite
from tenants.queries import active_schema


def follow_name(*, user: User, before: str) -> None:
    """Rewrite this site's delegations and invitations, and what the person has answered as somebody from here.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    here, knife = active_schema(), knife_for(user=user, before=before)
    rename(Delegation.objects.order_by(), "granted_by", user=user, before=before)
    rename(Delegation.objects.order_by(), "ended_by", user=user, before=before)
    rename(Invitation.objects.filter(target_schema=here).order_by(), "invited_by", user=user, before=before)
    rewrite(Delegation.objects.order_by(), "reason", knife=knife)
    rewrite(Invitation.objects.filter(target_schema=here).order_by(), "note", "reason", knife=knife)
    own = Answer.objects.filter(home_schema=here, issuer=user.issuer, subject=user.subject)
    own.update(display_name=user.display_name, title=user.title)

"""End a delegation before its day."""

from datetime import datetime

from django.db import transaction

from samverk.identity.delegation.here.models import Delegation
from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.directory.actions import leave_directory
from samverk.kernel.actions.record_audit import Actor, record_audit

RIGHT = "identity.administer_site"


def end_delegation(*, actor: Actor, delegation: Delegation, now: datetime) -> Delegation:
    """The person administers nothing here from their next request, and is no longer here if it was all they had.

    Args:
        actor: one of the site's own maintainers.
        delegation: not ended.
        now: the moment.
    """
    with transaction.atomic():
        delegation.ended_at, delegation.ended_by = now, actor.name
        delegation.save(update_fields=["ended_at", "ended_by"])
        user = delegation.user
        if delegation.brought_here:
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
            user.groups.clear()
            end_sessions(actor=actor, user=user, keep="", right=RIGHT)
            leave_directory(actor=actor, user=user, issuer=user.issuer, subject=user.subject, now=now)
        record_audit(
            actor=actor,
            verb="delegation.end_delegation",
            target=user,
            details={"home": delegation.home_slug},
            right=RIGHT,
        )
    return delegation

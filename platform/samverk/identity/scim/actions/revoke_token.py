"""Take a directory service's key away."""

from datetime import datetime

from django.db import transaction

from samverk.identity.scim.models import ScimToken
from samverk.kernel.actions.record_audit import Actor, record_audit


def revoke_token(*, actor: Actor, token: ScimToken, now: datetime) -> ScimToken:
    """From now on it is refused; the row stays, so that the log can be read."""
    with transaction.atomic():
        if token.revoked_at is None:
            token.revoked_at = now
            token.save(update_fields=["revoked_at"])
            record_audit(actor=actor, verb="scim.revoke_token", target=token)
    return token

"""Close a subscriber's address."""

from datetime import datetime

from django.db import transaction

from samverk.intranet.models import FeedSubscriber
from samverk.kernel.actions.record_audit import Actor, record_audit


def revoke_subscriber(*, actor: Actor, subscriber: FeedSubscriber, now: datetime) -> FeedSubscriber:
    """From now on there is nothing at the address; the row stays, so that the log can be read."""
    with transaction.atomic():
        if subscriber.revoked_at is None:
            subscriber.revoked_at = now
            subscriber.save(update_fields=["revoked_at"])
            record_audit(actor=actor, verb="intranet.revoke_subscriber", target=subscriber)
    return subscriber

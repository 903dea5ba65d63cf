"""Give a company's intranet an address to fetch the group's news from."""

from datetime import datetime

from django.db import transaction

from samverk.intranet.group_feed.tokens import fingerprint, new_token
from samverk.intranet.models import FeedSubscriber
from samverk.kernel.actions.record_audit import Actor, record_audit


def add_subscriber(*, actor: Actor, name: str, now: datetime) -> tuple[FeedSubscriber, str]:
    """The subscriber, and the secret of its address, which is not kept and can never be shown again."""
    token = new_token()
    with transaction.atomic():
        made = FeedSubscriber.objects.create(name=name, token_hash=fingerprint(token), made_by=actor.name, made_at=now)
        record_audit(actor=actor, verb="intranet.add_subscriber", target=made)
    return made, token

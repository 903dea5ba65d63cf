"""Note that an address takes no letters, and tell the person where they will see it."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.models import BouncedAddress

KIND = "notifications.address"


def mark_address(*, actor: Actor, user: User, address: str, status: str, now: datetime) -> bool:
    """From now on nothing is sent to this address; with a new address letters come again.

    Args:
        actor: the house.
        user: whose.
        address: that the letter was for.
        status: of RFC 3463, or the server's answer.
        now: the moment.

    Returns:
        Whether it is news.
    """
    with transaction.atomic():
        if BouncedAddress.objects.filter(user=user, address=address).exists():
            return False
        BouncedAddress.objects.update_or_create(
            user=user, defaults={"address": address, "status": status[:20], "at": now}
        )
        tell(
            actor=actor,
            event=NewEvent(
                kind=KIND,
                ref=Ref("mail_address", str(user.pk)),
                key=f"{user.pk}:{now.isoformat()}",
                title=address,
                url="/mina-aviseringar/",
                by=None,
                recipients={MyRole.OWNER: [user.pk]},
            ),
        )
        record_audit(actor=actor, verb="notifications.mark_address", target=user, details={"status": status[:20]})
    return True

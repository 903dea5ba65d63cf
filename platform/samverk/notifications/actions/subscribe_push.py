"""Let a browser be told, or no more."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.notifications.models import PushDevice
from samverk.notifications.push.encryption import unb64
from samverk.notifications.push.sender import is_push_service

#: Browsers of one person; the oldest gives way.
MOST = 10


def subscribe_push(
    *, actor: Actor, user: User, endpoint: str, public_key: str, auth_secret: str, device: str, now: datetime
) -> PushDevice:
    """From now on this browser is told. The same browser subscribed by somebody else here becomes this person's.

    Args:
        actor: the person.
        user: whose browser.
        endpoint: where the push service takes messages for it.
        public_key: `p256dh` of the subscription.
        auth_secret: `auth` of the subscription.
        device: what the browser is called, as in the list of sign-ins.
        now: the moment.

    Raises:
        ValidationError: when it is no subscription, or of no push service we know.
    """
    try:
        fits = len(unb64(public_key)) == 65 and len(unb64(auth_secret)) == 16 and len(endpoint) <= 700
    except ValueError:
        fits = False
    if not fits or not is_push_service(endpoint):
        raise ValidationError(_("Webbläsaren gav ingen adress som vi kan skicka aviseringar till."))
    with transaction.atomic():
        found, _created = PushDevice.objects.update_or_create(
            endpoint=endpoint,
            defaults={
                "user": user,
                "public_key": public_key,
                "auth_secret": auth_secret,
                "device": device[:100],
                "created_at": now,
                "failures": 0,
            },
        )
        keep = list(PushDevice.objects.filter(user=user).values_list("pk", flat=True)[:MOST])
        PushDevice.objects.filter(user=user).exclude(pk__in=keep).delete()
        record_audit(actor=actor, verb="notifications.subscribe_push", target=user, label=device, right="own")
    return found


def unsubscribe_push(*, actor: Actor, user: User, pk: int) -> bool:
    """This browser is told no more.

    Args:
        actor: the person.
        user: whose browser.
        pk: which.

    Returns:
        Whether it was one of the person's.
    """
    with transaction.atomic():
        found = PushDevice.objects.filter(user=user, pk=pk).first()
        if found is None:
            return False
        found.delete()
        record_audit(actor=actor, verb="notifications.unsubscribe_push", target=user, label=found.device, right="own")
    return True

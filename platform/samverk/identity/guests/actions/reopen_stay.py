"""Change one's mind about a stay that was ended."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.guests.access import require_inviter
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.tasks import send_invitation
from samverk.identity.models import User
from samverk.identity.queueing import queue
from samverk.kernel.actions.record_audit import Actor, record_audit


def reopen_stay(*, actor: Actor, host: User, stay: GuestStay, now: datetime) -> bool:
    """Within a week the account is open again as it was: same password, places and last day; old sign-ins stay ended.
    An invitation that nobody had accepted is sent again.

    Args:
        actor: the sponsor, or a system maintainer.
        host: the same person.
        stay: ended, of a guest the actor answers for.
        now: the moment.

    Returns:
        False, and nothing is changed, when it is too late, or the address has another invitation.

    Raises:
        Denied: for who may not invite.
    """
    require_inviter(host)
    with transaction.atomic():
        stay = GuestStay.objects.select_for_update(of=("self",)).select_related("user").get(pk=stay.pk)
        others = GuestStay.objects.filter(email__iexact=stay.email, ended_at=None).exclude(pk=stay.pk)
        if stay.reopens_until(now) is None or others.exists():
            return False
        stay.ended_at = None
        stay.save(update_fields=["ended_at"])
        user = stay.user
        if user is not None:
            user.is_active = True
            user.save(update_fields=["is_active"])
            today = timezone.localdate(now)
            enter_in_directory(actor=actor, user=user, valid_from=today, valid_to=stay.expires_on)
        else:
            queue(send_invitation, stay=stay.pk)
        record_audit(actor=actor, verb="guests.reopen_stay", target=stay, right="identity.invite_guests")
    return True

"""Begin to follow something."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.social.following.access import require_followable, subject_or_404
from samverk.social.following.models import Follow


@transaction.atomic
def follow(*, actor: Actor, user: User, ref: Ref, now: datetime) -> bool:
    """Once is enough: doing it again changes nothing (PF-52).

    Args:
        actor: who acts.
        user: who will follow.
        ref: what.
        now: the moment.

    Returns:
        Whether the person did not follow it before.

    Raises:
        Http404: for what does not exist here or is not followed.
        Denied: for what the person may not see.
    """
    require_followable(ref)
    subject_or_404(user=user, ref=ref)
    _row, is_new = Follow.objects.get_or_create(user=user, kind=ref.kind, key=ref.key, defaults={"since": now})
    if is_new:
        # What somebody follows tells what they are interested in: the log says that, not what (LAW-12).
        record_audit(actor=actor, verb="social.follow", label=ref.kind, right="own")
    return is_new

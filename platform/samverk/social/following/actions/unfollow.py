"""Stop following something."""

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.social.following.models import Follow


@transaction.atomic
def unfollow(*, actor: Actor, user: User, ref: Ref) -> bool:
    """Also what is gone or may no longer be seen: nobody is kept following.

    Args:
        actor: who acts.
        user: who follows.
        ref: what.

    Returns:
        Whether the person followed it.
    """
    ended, _details = Follow.objects.filter(user=user, kind=ref.kind, key=ref.key).delete()
    if ended:
        record_audit(actor=actor, verb="social.unfollow", label=ref.kind, right="own")
    return bool(ended)

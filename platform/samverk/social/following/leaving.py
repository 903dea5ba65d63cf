"""What somebody who leaves followed: nobody else's business, and nobody takes it over."""

from datetime import date

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.following.models import Follow


def count_follows(*, user: User) -> int:
    """How many things the person follows; one query."""
    return Follow.objects.filter(user=user).count()


def end_follows(*, actor: Actor, user: User, to: User | None, day: date) -> int:
    """Forget them; called again it changes nothing.

    Args:
        actor: who sees the person out.
        user: who leaves.
        to: is not asked.
        day: is not asked.
    """
    _all, kinds = Follow.objects.filter(user=user).delete()
    # What hangs on a follow goes with it, and is not counted.
    ended = kinds.get(Follow._meta.label, 0)
    if ended:
        record_audit(actor=actor, verb="social.end_follows", target=user, details={"number": ended})
    return ended

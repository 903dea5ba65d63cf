"""End a person's sessions elsewhere."""

from django.contrib.sessions.models import Session
from django.db import transaction

from samverk.identity.devices.models import SignedIn
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


def end_sessions(*, actor: Actor, user: User, keep: str, only: int | None = None, right: str = "own") -> int:
    """End one of the person's sessions, or all but the present one; takes effect at their next request.

    Args:
        actor: who decides; the person, or a system maintainer.
        user: whose sessions.
        keep: key of the session that stays.
        only: number of the one sign-in to end; None for all the others. Somebody else's number ends nothing.
        right: of the actor.

    Returns:
        How many were ended.
    """
    found = SignedIn.objects.filter(user=user).exclude(session_key=keep)
    if only is not None:
        found = found.filter(pk=only)
    with transaction.atomic():
        keys = list(found.select_for_update().values_list("session_key", flat=True))
        ended, _each = Session.objects.filter(session_key__in=keys).delete()
        SignedIn.objects.filter(session_key__in=keys).delete()
        record_audit(actor=actor, verb="identity.end_sessions", target=user, details={"count": ended}, right=right)
    return ended

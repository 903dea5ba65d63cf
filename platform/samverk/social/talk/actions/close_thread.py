"""Lock a discussion, or say that it is settled; and the way back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.subjects import Ref
from samverk.social.talk.access import require_closer, subject_or_404
from samverk.social.talk.models import Thread

LONGEST_REASON = 300


def lock_thread(*, actor: Actor, user: User, ref: Ref, reason: str, now: datetime) -> Thread:
    """Nobody comments any more; what is said can still be read. Everybody sees why.

    Args:
        actor: who acts.
        user: who locks.
        ref: what the discussion is about.
        reason: shown above it.
        now: the moment.

    Raises:
        Http404: when there is no such thing.
        Denied: for others than those who answer for it and moderators.
        ValidationError: without a reason.
    """
    if not reason.strip():
        raise ValidationError(_("Skriv varför diskussionen låses."))
    return _change(actor, user, ref, now, reason, verb="social.lock_thread")


def unlock_thread(*, actor: Actor, user: User, ref: Ref) -> Thread:
    """Comments are welcome again. Raises as `lock_thread`, but needs no reason."""
    return _change(actor, user, ref, None, "", verb="social.unlock_thread")


def resolve_thread(*, actor: Actor, user: User, ref: Ref, reason: str, now: datetime) -> Thread:
    """The matter is settled: what came of it stands on top, and one may still comment. Raises as `unlock_thread`."""
    return _change(actor, user, ref, now, reason, verb="social.resolve_thread")


def reopen_thread(*, actor: Actor, user: User, ref: Ref) -> Thread:
    """It was not settled after all. Raises as `unlock_thread`."""
    return _change(actor, user, ref, None, "", verb="social.reopen_thread")


_FIELDS = {
    "social.lock_thread": "locked",
    "social.unlock_thread": "locked",
    "social.resolve_thread": "resolved",
    "social.reopen_thread": "resolved",
}


@transaction.atomic
def _change(actor: Actor, user: User, ref: Ref, at: datetime | None, reason: str, *, verb: str) -> Thread:
    subject = subject_or_404(user=user, ref=ref)
    require_closer(user=user, subject=subject)
    thread, _is_new = Thread.objects.get_or_create(kind=ref.kind, key=ref.key)
    state = _FIELDS[verb]
    values = {
        f"{state}_at": at,
        f"{state}_by": user if at else None,
        f"{state}_reason": reason.strip()[:LONGEST_REASON],
    }
    for name, value in values.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(values))
    record_audit(actor=actor, verb=verb, target=thread, label=subject.title)
    return thread

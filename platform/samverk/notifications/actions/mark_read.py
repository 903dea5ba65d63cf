"""Mark notices as read, and as unread again."""

from collections.abc import Collection
from datetime import datetime

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import Ref
from samverk.notifications.models import Notice
from samverk.notifications.queries import notices_about


def mark_read(
    *, actor: Actor, user: User, now: datetime, pks: Collection[int] | None = None, up_to: int | None = None
) -> int:
    """Some of the person's own, or all up to one that they have seen in the list.

    What is read before its letter goes is left out of the letter. Nothing of it is logged (LAW-12).

    Args:
        actor: the person.
        user: whose notices.
        now: the moment; `unread_again` undoes it by this.
        pks: which; None for all.
        up_to: key of the newest one that is meant.

    Returns:
        How many became read.
    """
    rows = Notice.objects.filter(user=user, read_at=None)
    if pks is not None:
        rows = rows.filter(pk__in=pks)
    if up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    return rows.update(read_at=now)


def mark_seen(*, actor: Actor, user: User, ref: Ref, now: datetime) -> int:
    """The person has opened the thing: everything about it is read.

    Args:
        actor: the person.
        user: whose notices.
        ref: the thing.
        now: the moment.

    Returns:
        How many became read.
    """
    return notices_about(user=user, ref=ref).filter(read_at=None).update(read_at=now)


def unread_again(*, actor: Actor, user: User, moment: datetime) -> int:
    """Undo: what became read at that very moment.

    Args:
        actor: the person.
        user: whose notices.
        moment: the `now` it was marked with.

    Returns:
        How many are unread again.
    """
    return Notice.objects.filter(user=user, read_at=moment).update(read_at=None)

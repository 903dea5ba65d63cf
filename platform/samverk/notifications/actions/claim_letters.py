"""Put waiting notices in letters: each in one, and each letter once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.models import Letter, MailState, Notice
from samverk.notifications.timetable import GATHERING, is_time_for_digests, occasion
from samverk.notifications.ways import Pace


def claim_letters(*, actor: Actor, now: datetime, most: int = 500) -> int:
    """Make the letters whose time has come, each in a transaction of its own; sends nothing.

    Two workers at once make each letter once: the database allows one for each person, pace and occasion.

    Args:
        actor: the house.
        now: the moment.
        most: letters in one call.

    Returns:
        How many were made.
    """
    made = 0
    for pace in (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY):
        if pace != Pace.AT_ONCE and not is_time_for_digests(now):
            continue
        for user, first in _due(pace, now)[: max(0, most - made)]:
            made += _claim(user, pace, first, now)
    return made


def _waiting(pace: Pace, now: datetime) -> "QuerySet[Notice]":
    """What belongs to a letter that is due, of people whose pause is over; what is mandatory knows no pause."""
    paused = Q(user__notice_preferences__paused_until__gte=timezone.localdate(now))
    rows = Notice.objects.filter(Q(is_mandatory=True) | ~paused, mail_state=MailState.WAITING, pace=pace)
    return rows.filter(created_at__lt=occasion(pace, now)[1]) if pace != Pace.AT_ONCE else rows


def _due(pace: Pace, now: datetime) -> list[tuple[int, int]]:
    """(user key, key of the first notice) of those who are to have a letter."""
    rows = _waiting(pace, now)
    if pace == Pace.AT_ONCE:
        rows = rows.filter(created_at__lte=now - GATHERING)
    grouped = rows.order_by().values_list("user_id").annotate(first=Min("pk")).order_by("first")
    return [(user, first) for user, first in grouped]


def _claim(user: int, pace: Pace, first: int, now: datetime) -> int:
    slot = str(first) if pace == Pace.AT_ONCE else occasion(pace, now)[0].isoformat()
    with transaction.atomic():
        letter, created = Letter.objects.get_or_create(
            user_id=user, pace=pace, slot=slot, defaults={"created_at": now, "next_try_at": now}
        )
        if not created:
            # Made before; what came since waits for the next occasion.
            return 0
        notices = _waiting(pace, now).filter(user_id=user)
        # By key: a condition on another table has no place in an update.
        keys = list(notices.select_for_update(of=("self",)).values_list("pk", flat=True))
        Notice.objects.filter(pk__in=keys).update(letter=letter, mail_state=MailState.IN_LETTER)
        if not keys:
            transaction.set_rollback(True)
            return 0
    return 1

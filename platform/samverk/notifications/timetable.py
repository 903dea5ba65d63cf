"""When letters go: seven in the morning in Sweden, whatever the clock of the server and the time of the year."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from samverk.notifications.ways import Pace

HOUR = time(7)
MONDAY = 0
#: Letters "at once" wait so long for more of the same.
GATHERING = timedelta(minutes=2)


def occasion(pace: Pace, now: datetime) -> tuple[date, datetime]:
    """The latest occasion for a letter that has come: its day, and the moment up to which events belong to it.

    Asked late, after a worker was away, it is still the same occasion, and what happened since waits for the next.

    Args:
        pace: DAILY or WEEKLY.
        now: the moment.
    """
    day = timezone.localdate(now)
    if _at(day) > now:
        day -= timedelta(days=1)
    if pace == Pace.WEEKLY:
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    return day, _at(day)


def is_time_for_digests(now: datetime) -> bool:
    """From seven until midnight: a worker that was away and comes back at night wakes nobody."""
    return timezone.localtime(now).time() >= HOUR


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, HOUR))

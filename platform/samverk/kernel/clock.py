"""The only place that asks what time it is.

Domain code takes `now` as an argument (style 7); the outermost layer calls this.
"""

import time
from datetime import date, datetime, timedelta

from django.utils import timezone

#: The last answer to "which date is it": from when to when, in seconds since 1970, in which zone, and which.
_day: tuple[float, float, object, date] = (0.0, 0.0, None, date.min)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The date in Sweden; counted once a day, for it is asked dozens of times a page."""
    global _day
    begins, ends, zone, found = _day
    if begins <= time.time() < ends and zone is timezone.get_default_timezone():
        return found
    zone = timezone.get_default_timezone()
    midnight = timezone.localtime(timezone=zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    # Through a night without or with an hour more: by the calendar, not by 24 hours.
    after = (midnight + timedelta(days=1)).replace(hour=0)
    _day = (midnight.timestamp(), after.timestamp(), zone, midnight.date())
    return midnight.date()

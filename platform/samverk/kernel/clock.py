"""The only place that asks what time it is.

Domain code takes `now` as an argument (style 7); the outermost layer calls this.
"""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The date in Sweden."""
    return timezone.localdate()

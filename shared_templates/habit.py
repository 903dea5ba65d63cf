"""A departure of habit lasts twelve months from its last approval, before that from when it was written (TP-03)."""

from datetime import date


def ends_on(since: date) -> date:
    """The day a year later; from a leap day the last of February."""
    try:
        return since.replace(year=since.year + 1)
    except ValueError:
        return since.replace(year=since.year + 1, day=28)

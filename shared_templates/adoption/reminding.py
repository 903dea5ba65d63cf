"""Which reminder belongs to a day (TP-14)."""

from datetime import date

#: Days before the last day on which one is reminded, and the last day itself; after each, until when a worker that was
#: away makes up for it.
STEPS = ((14, 4), (3, 1), (0, -3))


def due_step(*, released: date, adopt_by: date | None, day: date) -> int | None:
    """How many days before the last one the reminder of this day was meant for; None on a day without.

    None that would have come on the day of the release itself, or before it.

    Args:
        released: when the release was made.
        adopt_by: the last day.
        day: today.
    """
    if adopt_by is None:
        return None
    left = (adopt_by - day).days
    for before, until in STEPS:
        if until <= left <= before:
            return before if (adopt_by - released).days > before else None
    return None

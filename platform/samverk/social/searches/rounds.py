"""How often, and in which order, followed searches are looked for on a site."""

import time
from datetime import datetime, timedelta

from samverk.kernel.actions.record_audit import Actor

EVERY = timedelta(hours=1)
#: Searches that were followed in the same minute, or missed in the same night, are spread over so long.
SPREAD_SECONDS = 600
#: A round ends by then, so that no task is cut off; the next one goes on.
SECONDS = 240.0


def next_look(key: int, now: datetime) -> datetime:
    """In an hour, and somewhat later for each key."""
    return now + EVERY + timedelta(seconds=key * 97 % SPREAD_SECONDS)


def look_in_due_searches(*, actor: Actor, now: datetime, seconds: float = SECONDS) -> int:
    """Each due search in a transaction of its own; a killed worker's round is gone on with by the next.

    Args:
        actor: the house.
        now: the moment.
        seconds: none is begun after so long.

    Returns:
        How many people were told.
    """
    from samverk.social.searches.actions.look_for_new import look_for_new
    from samverk.social.searches.queries import due_searches

    began, told = time.monotonic(), 0
    for pk in due_searches(now):
        if time.monotonic() - began > seconds:
            break
        told += look_for_new(actor=actor, search_pk=pk, now=now)
    return told

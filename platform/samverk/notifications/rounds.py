"""What the worker does on one site: tell of what waits, make the letters that are due, send them."""

import time
from collections import defaultdict
from datetime import datetime

from django.core.mail import get_connection

from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.actions.claim_letters import claim_letters
from samverk.notifications.actions.expand_event import expand_alike
from samverk.notifications.actions.send_letter import MailServerAway, send_letter
from samverk.notifications.models import Event, Letter

BATCH = 200
#: Events that are asked about at once.
TOGETHER = 500
#: A round ends by then, so that no task is cut off; the next minute goes on.
SECONDS = 240.0


def expand_waiting(*, actor: Actor, now: datetime) -> int:
    """Every event nobody has been told of yet, those alike together; returns how many notices were made."""
    waiting = Event.objects.filter(expanded_at=None).order_by("pk")
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for pk, kind, ref_kind, ref_key, audience in waiting.values_list("pk", "kind", "ref_kind", "ref_key", "audience"):
        places = tuple(tuple(place) for place in audience.get("places", ()))
        alike[kind, ref_kind, ref_key, places].append(pk)
    return sum(
        expand_alike(actor=actor, event_pks=pks[first : first + TOGETHER], now=now)
        for pks in alike.values()
        for first in range(0, len(pks), TOGETHER)
    )


def send_due_letters(*, actor: Actor, now: datetime, seconds: float = SECONDS) -> int:
    """Make and send what is due, over one connection to the mail server.

    A server that is away ends the round, and all letters wait as long as the one that met it: one attempt, and ever
    longer between two, not one for each letter.

    Args:
        actor: the house.
        now: the moment.
        seconds: no letter is begun after so long.

    Returns:
        How many letters went out.
    """
    began, sent = time.monotonic(), 0
    backend = get_connection()
    waiting = Letter.objects.select_related("user").filter(closed_at=None, next_try_at__lte=now)
    try:
        while time.monotonic() - began < seconds:
            claim_letters(actor=actor, now=now)
            # What has failed before comes last: one letter that breaks the connection keeps no other from going.
            due = list(waiting.order_by("attempts", "pk")[:BATCH])
            if not due:
                break
            for letter in due:
                sent += send_letter(actor=actor, letter=letter, now=now, backend=backend)
                if time.monotonic() - began > seconds:
                    break
    except MailServerAway as away:
        waiting.update(next_try_at=away.until)
    finally:
        backend.close()
    return sent

"""Ask the worker to tell people, at most once at a time for a site."""

import time
from typing import cast

from django.core.cache import caches
from django.db import transaction

from samverk.kernel.memory import Memory
from tenants.cache_backend import ForgivingCache
from tenants.connection import connection
from tenants.models import Tenant
from tenants.site_context import site

#: In the site's cache while a message to the worker lies in the queue, the moment it was sent: ten events are one.
FLAG = "notifications:expansion-sent"
FLAG_SECONDS = 20
#: What happens within so long is told in one round: where many write at once each costs a part of it.
GATHER_SECONDS = 1
#: The worker begins with a message no earlier than so long after it was sent; the rest is for clocks that differ.
SURE_SECONDS = GATHER_SECONDS * 0.75
#: Site → when its last message was sent, as far as this process knows: what happens so lately after is in it.
_sent: Memory[float] = Memory(seconds=GATHER_SECONDS)


def queue_expansion() -> None:
    """After the commit, for the site that is active now; the timer finds what a broker that is away was not told."""
    here = connection.tenant
    assert isinstance(here, Tenant), "An event belongs to a site"

    def send() -> None:
        from samverk.notifications.tasks import expand_events

        now = time.time()
        # Sent later than now: by somebody whose clock is ahead, which tells nothing of when the worker begins.
        if 0 <= now - (_sent.get(here.schema_name) or 0) < SURE_SECONDS:
            return
        with site(here):
            sent = _cache().add_or_get(FLAG, now, timeout=FLAG_SECONDS)
            if sent is None:
                expand_events.apply_async(countdown=GATHER_SECONDS)
        _sent.keep(here.schema_name, sent or now)

    transaction.on_commit(send, robust=True)


def _cache() -> ForgivingCache:
    return cast("ForgivingCache", caches["default"])


def expansion_begins() -> None:
    """From now on an event needs a message of its own: what is written after this may not be seen any more."""
    _cache().delete(FLAG)
    _sent.forget(str(connection.schema_name))

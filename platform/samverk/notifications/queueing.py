"""Ask the worker to tell people, at most once at a time for a site."""

import time

from django.core.cache import cache
from django.db import transaction

from samverk.kernel.memory import Memory
from tenants.connection import connection
from tenants.models import Tenant
from tenants.site_context import site

#: In the site's cache while a message to the worker lies in the queue, the moment it was sent: ten events are one.
FLAG = "notifications:expansion-queued"
FLAG_SECONDS = 20
#: What happens within so long is told in one round: where many write at once each costs a part of it.
GATHER_SECONDS = 1
#: Sites whose message was sent so lately that nobody begins with it yet: what happens there now is in it.
_gathering: Memory[bool] = Memory(seconds=GATHER_SECONDS / 2)


def queue_expansion() -> None:
    """After the commit, for the site that is active now; the timer finds what a broker that is away was not told."""
    here = connection.tenant
    assert isinstance(here, Tenant), "An event belongs to a site"

    def send() -> None:
        from samverk.notifications.tasks import expand_events

        if _gathering.get(here.schema_name):
            return
        with site(here):
            if cache.add(FLAG, time.time(), timeout=FLAG_SECONDS):
                expand_events.apply_async(countdown=GATHER_SECONDS)
            elif time.time() - (cache.get(FLAG) or 0) > GATHER_SECONDS / 4:
                return
        _gathering.keep(here.schema_name, True)

    transaction.on_commit(send, robust=True)


def expansion_begins() -> None:
    """From now on an event needs a message of its own: what is written after this may not be seen any more."""
    cache.delete(FLAG)
    _gathering.forget(str(connection.schema_name))

"""One migration of the database at a time, and no site made while it goes on.

PostgreSQL's advisory locks belong to a session: whoever is killed lets go.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local

from tenants.connection import connection

#: "samverk" as a number, so that it does not meet the locks of other programs in the same database.
KEY = 0x73616D7665726B
_mine = local()


@contextmanager
def migration_lock(*, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Be the only one who migrates; waits for whoever does, and for those who make a site.

    The lock has a connection of its own: Django's migrations close theirs. Inside a block of one's own it is
    held already.

    Args:
        on_wait: called once when somebody else has the lock.
    """
    if getattr(_mine, "held", False):
        yield
        return
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            if not cursor.fetchone()[0]:
                on_wait()
                cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
        _mine.held = True
        yield
    finally:
        _mine.held = False
        keeper.close()


@contextmanager
def no_migration() -> Iterator[None]:
    """Nobody migrates inside the block; many may stand here at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [KEY])
    try:
        yield
    finally:
        # A lost connection took its locks with it.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [KEY])


def is_migrating() -> bool:
    """Does somebody migrate right now?"""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT 1 FROM pg_locks
                WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND classid = %s AND objid = %s AND objsubid = 1)""",
            [KEY >> 32, KEY & 0xFFFFFFFF],
        )
        return bool(cursor.fetchone()[0])

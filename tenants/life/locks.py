"""One operation at a time on a site, whichever process; the database lets go when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2

from tenants.connection import connection

WAIT_SECONDS = 30


class SiteIsBusy(Exception):
    """Another process works with the whole site."""


@contextmanager
def alone_with(slug: str) -> Iterator[None]:
    """Hold the site for one operation.

    On a connection of its own: the lock must outlast the operation's transactions. After a kill -9 it is free
    as soon as the server has noticed, which we wait for.

    Raises:
        SiteIsBusy: when somebody else still holds it after half a minute.
    """
    holder = psycopg2.connect(**connection.get_connection_params())
    try:
        holder.autocommit = True
        with holder.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{WAIT_SECONDS}s"])
            try:
                cursor.execute("SELECT pg_advisory_lock(hashtext('samverk.life'), hashtext(%s))", [slug])
            except psycopg2.errors.LockNotAvailable as error:
                raise SiteIsBusy(
                    f"En annan process arbetar med {slug} just nu. Ingenting är ändrat. Försök igen om en stund."
                ) from error
        yield
    finally:
        holder.close()

"""One moment of one site: a transaction that reads the same whatever others write meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Raw  # noqa: N812 – a type, named for what it is here

from samverk.kernel import clock
from tenants.connection import connection


class NoSuchSite(Exception):
    """The database holds no site of that name."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database at one moment, seen with the key of one site.

    Attributes:
        raw: a connection of its own, in a read-only REPEATABLE READ transaction.
        site: the site's row in `tenants_tenant`.
        hosts: (host, is it the primary), the primary first.
        moment: when the snapshot was taken, by the database's clock.
        moment_here: the same by this computer's, whose clock the files follow.
    """

    raw: Raw
    site: dict[str, Any]
    hosts: tuple[tuple[str, bool], ...]
    moment: datetime
    moment_here: datetime

    @property
    def schema_name(self) -> str:
        """The site's schema in that database."""
        return str(self.site["schema_name"])


@contextmanager
def snapshot(slug: str, *, url: str = "") -> Iterator[Snapshot]:
    """The site `slug` as it is now in this database, or in the one at `url`.

    Raises:
        NoSuchSite: when there is none.
    """
    raw = psycopg2.connect(url) if url else psycopg2.connect(**connection.get_connection_params())
    try:
        raw.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with raw.cursor() as cursor:
            same_words(raw)
            cursor.execute("SELECT clock_timestamp(), set_config('samverk.tenant', 'public', true)")
            moment, moment_here = cursor.fetchone()[0], clock.now()
            cursor.execute("SELECT to_jsonb(t) FROM public.tenants_tenant t WHERE slug = %s", [slug])
            found = cursor.fetchone()
            if found is None or found[0]["schema_name"] == "public":
                raise NoSuchSite(f"Det finns ingen webbplats som heter {slug} i databasen.")
            site = found[0]
            cursor.execute(
                "SELECT domain, is_primary FROM public.tenants_domain WHERE tenant_id = %s"
                " ORDER BY is_primary DESC, domain",
                [site["id"]],
            )
            hosts = tuple((row[0], row[1]) for row in cursor.fetchall())
            cursor.execute("SELECT set_config('samverk.tenant', %s, true)", [site["schema_name"]])
        yield Snapshot(raw, site, hosts, moment, moment_here)
    finally:
        raw.close()


def same_words(raw: Raw) -> None:
    """Make the connection write values the same way whatever its server's settings, until the transaction ends."""
    with raw.cursor() as cursor:
        cursor.execute(
            "SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';"
            "SET LOCAL IntervalStyle = 'postgres'"
        )

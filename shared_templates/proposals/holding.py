"""One at a time writes about an item's proposals: a site cannot lock the row of another."""

from uuid import UUID

from django.db import connection


def hold(key: UUID) -> None:
    """Wait until nobody else writes about this item's proposals; holds to the end of the transaction that is open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('proposals:' || %s))", [str(key)])

"""One at a time chooses what a master is called."""

from django.db import connection


def hold_codes() -> None:
    """Nobody else takes a code that was free before the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('masters.codes:' || current_schema()))")

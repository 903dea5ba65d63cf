"""Change a site's schema for another in one short transaction."""

from tenants.connection import connection
from tenants.life.carry_log import carry_log

LOCK_SECONDS = 30


def restoring_schema(schema_name: str) -> str:
    """Where a site is made ready before it takes the place of today's."""
    return f"{schema_name}_restoring"


def drop_restoring(schema_name: str) -> None:
    """Remove what a killed restore was making."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{restoring_schema(schema_name)}" CASCADE')


def swap(schema_name: str, *, before: str) -> bool:
    """Let the schema made ready take the site's name, and today's be called `before`; in the open transaction.

    Waits for whoever is in the middle of something, so that nothing is written to a schema that has lost its name.
    The log is carried over, and no number that has been given out is given again.

    Returns:
        Does the chain of the log go on? Else it must be taken up anew.
    """
    ready = restoring_schema(schema_name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_SECONDS}s"])
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema_name])
        tables = [row[0] for row in cursor.fetchall()]
        cursor.execute("LOCK TABLE " + ", ".join(f'"{schema_name}"."{table}"' for table in tables))
        goes_on = carry_log(schema_name, ready)
        _advance_sequences(schema_name, ready)
        cursor.execute(f'ALTER SCHEMA "{schema_name}" RENAME TO "{before}"')
        cursor.execute(f'ALTER SCHEMA "{ready}" RENAME TO "{schema_name}"')
    return goes_on


def _advance_sequences(old: str, new: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT o.sequencename, o.last_value FROM pg_sequences o
                 JOIN pg_sequences n ON n.schemaname = %s AND n.sequencename = o.sequencename
                WHERE o.schemaname = %s AND o.last_value > coalesce(n.last_value, 0)""",
            [new, old],
        )
        for name, last in cursor.fetchall():
            cursor.execute("SELECT setval(%s, %s)", [f'"{new}"."{name}"', last])

"""Change a site's schema for another in one short transaction."""

from collections.abc import Iterable

from tenants.connection import connection
from tenants.life.rules import never_rewound

LOCK_SECONDS = 30


def restoring_schema(schema_name: str) -> str:
    """Where a site is made ready before it takes the place of today's."""
    return f"{schema_name}_restoring"


def drop_restoring(schema_name: str) -> None:
    """Remove what a killed restore was making."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{restoring_schema(schema_name)}" CASCADE')


def swap(schema_name: str, *, before: str) -> None:
    """Let the schema made ready take the site's name, and today's be called `before`; in the open transaction.

    Waits for whoever is in the middle of something, so that nothing is written to a schema that has lost its name.
    What is never rewound (the log) is carried over, and no number that has been given out is given again.
    """
    ready = restoring_schema(schema_name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_SECONDS}s"])
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema_name])
        tables = [row[0] for row in cursor.fetchall()]
        cursor.execute("LOCK TABLE " + ", ".join(f'"{schema_name}"."{table}"' for table in tables))
        for table, _why in never_rewound:
            if table in tables:
                _carry_over(table, schema_name, ready)
        _advance_sequences(schema_name, ready)
        cursor.execute(f'ALTER SCHEMA "{schema_name}" RENAME TO "{before}"')
        cursor.execute(f'ALTER SCHEMA "{ready}" RENAME TO "{schema_name}"')


def _carry_over(table: str, old: str, new: str) -> None:
    with connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in _common(_columns(old, table), _columns(new, table)))
        cursor.execute(f'ALTER TABLE "{new}"."{table}" DISABLE TRIGGER USER')
        cursor.execute(
            f'INSERT INTO "{new}"."{table}" ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM "{old}"."{table}" '
            f'WHERE id > (SELECT coalesce(max(id), 0) FROM "{new}"."{table}") ORDER BY id'
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE "{new}"."{table}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _columns(schema_name: str, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s"
            " AND is_generated = 'NEVER'",
            [schema_name, table],
        )
        return [row[0] for row in cursor.fetchall()]


def _common(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return sorted(set(first) & set(second))


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

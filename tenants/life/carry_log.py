"""A restore does not rewind the log: what was done stays done, and stays told (PF-63), in one chain (LAW-54)."""

from samverk.kernel.chain import DISPOSED
from tenants.connection import connection

ENTRY, LINK = "kernel_auditentry", "kernel_auditlink"
_AFTER_BOTH = """SELECT setval(pg_get_serial_sequence('"{new}".kernel_auditentry', 'id'), greatest(
    (SELECT max(id) FROM "{old}".kernel_auditentry), (SELECT max(entry_id) FROM "{old}".kernel_auditlink),
    (SELECT max(entry_id) FROM "{new}".kernel_auditlink)))"""


def carry_log(old: str, new: str) -> bool:
    """Bring what today's log has and the archive's has not into the schema made ready; in the open transaction.

    Where both have an entry the archive's stands, so that one that was changed or stolen since is whole again. What a
    decision has disposed of since does not come back (LAW-14).

    Args:
        old: today's schema.
        new: the one made ready.

    Returns:
        Does today's chain go on, link by link? If not the archive is of another history of the same site (it lived in
        another deployment meanwhile), and today's entries are linked anew after the archive's.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT NOT EXISTS (SELECT 1 FROM "{old}".{LINK} o JOIN "{new}".{LINK} n USING (seq) '
            "WHERE o.hash <> n.hash)"
        )
        goes_on: bool = cursor.fetchone()[0]
        if goes_on:
            _let_in(LINK, new, _missing(LINK, "seq", old, new))
            _let_in(ENTRY, new, _missing(ENTRY, "id", old, new))
        else:
            cursor.execute(_AFTER_BOTH.format(old=old, new=new))
            cursor.execute(_not_the_same(old, new))
            # The database links them now: no table with a link to come lets its triggers be turned off.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        _let_in(ENTRY, new, _disposed_since(old, new))
    return goes_on


def _let_in(table: str, schema_name: str, statement: str) -> None:
    """Run the statement without the triggers, which have done their work on these rows once."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{schema_name}".{table} DISABLE TRIGGER USER')
        cursor.execute(statement)
        cursor.execute(f'ALTER TABLE "{schema_name}".{table} ENABLE TRIGGER USER')


def _columns(table: str, old: str, new: str) -> list[str]:
    """Those of both schemas: today's may lag behind a migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
            " AND table_schema IN (%s, %s) GROUP BY column_name HAVING count(*) = 2 ORDER BY 1",
            [table, old, new],
        )
        return [f'"{row[0]}"' for row in cursor.fetchall()]


def _missing(table: str, key: str, old: str, new: str) -> str:
    names = ", ".join(_columns(table, old, new))
    return (
        f'INSERT INTO "{new}".{table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM "{old}".{table} o '
        f'WHERE NOT EXISTS (SELECT 1 FROM "{new}".{table} n WHERE n.{key} = o.{key})'
    )


def _not_the_same(old: str, new: str) -> str:
    """Today's entries that the archive has not, with numbers after both: the same number may be another entry there."""
    names = ", ".join(name for name in _columns(ENTRY, old, new) if name != '"id"')
    return (
        f'INSERT INTO "{new}".{ENTRY} ({names}) SELECT {names} FROM "{old}".{ENTRY} o WHERE NOT EXISTS '
        f'(SELECT 1 FROM "{old}".{LINK} l JOIN "{new}".{LINK} n USING (entry_id, entry_hash) WHERE l.entry_id = o.id) '
        "ORDER BY o.id"
    )


def _disposed_since(old: str, new: str) -> str:
    """Entries of the archive that today's log tells of as disposed; the same entry, not one with the same number."""
    return (
        f'DELETE FROM "{new}".{ENTRY} e USING "{new}".{LINK} n, "{old}".{LINK} o, "{old}".{ENTRY} d, '
        "jsonb_array_elements(d.details->'taken') AS taken "
        "WHERE n.entry_id = e.id AND o.entry_id = e.id AND o.entry_hash = n.entry_hash "
        f"AND d.verb = '{DISPOSED}' AND e.id BETWEEN (taken->>0)::bigint AND (taken->>1)::bigint"
    )

"""What PostgreSQL's catalogue says of a schema's tables, as far as rows that travel need it."""

from dataclasses import dataclass

from psycopg2.extensions import connection as Raw  # noqa: N812 – a type, named for what it is here

from tenants.life.rules import tables_left_out


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a site.

    Attributes:
        columns: name → type, generated columns excepted, in alphabetical order.
        key: columns of the primary key, in its order; empty when there is none.
        content_types: columns that refer to `public.django_content_type`.
    """

    name: str
    columns: dict[str, str]
    key: tuple[str, ...]
    content_types: frozenset[str]


def tables_of(raw: Raw, schema_name: str) -> dict[str, Table]:
    """Every table that travels, by name, in alphabetical order."""
    with raw.cursor() as cursor:
        cursor.execute(_COLUMNS, [schema_name])
        columns: dict[str, dict[str, str]] = {}
        for table, column, kind in cursor.fetchall():
            columns.setdefault(table, {})[column] = kind
        cursor.execute(_KEYS, [schema_name])
        keys = {table: tuple(names) for table, names in cursor.fetchall()}
        cursor.execute(_CONTENT_TYPES, [schema_name])
        references: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            references.setdefault(table, set()).add(column)
    return {
        name: Table(name, columns[name], keys.get(name, ()), frozenset(references.get(name, ())))
        for name in sorted(columns)
        if name not in tables_left_out
    }


def sequences_of(raw: Raw, schema_name: str) -> dict[str, int]:
    """ "table.column" → the last number its sequence gave; columns whose sequence is untouched are not there."""
    with raw.cursor() as cursor:
        cursor.execute(_SEQUENCES, [schema_name])
        return {f"{table}.{column}": last for table, column, last in cursor.fetchall() if table not in tables_left_out}


_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p')
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY c.relname, a.attname"""
_KEYS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY array_position(k.conkey, a.attnum))
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
     WHERE k.contype = 'p' AND c.relnamespace = %s::regnamespace GROUP BY c.relname"""
_CONTENT_TYPES = """
    SELECT c.relname, a.attname
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'f' AND k.confrelid = 'public.django_content_type'::regclass
       AND c.relnamespace = %s::regnamespace"""
_SEQUENCES = """
    SELECT c.relname, a.attname, s.last_value
      FROM pg_depend d JOIN pg_class q ON q.oid = d.objid AND q.relkind = 'S'
      JOIN pg_class c ON c.oid = d.refobjid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
      JOIN pg_namespace n ON n.oid = q.relnamespace
      JOIN pg_sequences s ON s.schemaname = n.nspname AND s.sequencename = q.relname
     WHERE n.nspname = %s AND d.deptype IN ('a', 'i') AND s.last_value IS NOT NULL
     ORDER BY 1, 2"""

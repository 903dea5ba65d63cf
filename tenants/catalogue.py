"""What PostgreSQL's catalogue says of a schema, in words that compare between schemas."""

import re

from django.db import connection

# PostgreSQL writes one and the same condition differently after a dump: casts move in and out of arrays.
_CASTS = re.compile(r"::(character varying|text)(\[\])?|[()]")

_QUERIES = {
    "column": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               coalesce(pg_get_expr(d.adbin, d.adrelid), '')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
           AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": """
        SELECT c.relname, k.conname, pg_get_constraintdef(k.oid)
          FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         WHERE k.connamespace = %s::regnamespace""",
    "index": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
    "sequence": """
        SELECT sequencename, data_type::text, start_value, increment_by FROM pg_sequences WHERE schemaname = %s""",
    "trigger": """
        SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = %s::regnamespace AND NOT t.tgisinternal""",
    "function": """
        SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = %s::regnamespace""",
    "policy": "SELECT tablename, policyname, coalesce(qual, ''), cmd FROM pg_policies WHERE schemaname = %s",
}


def catalogue(schema_name: str) -> set[tuple[str, ...]]:
    """Every column, constraint, index, sequence, trigger, function and policy of a schema.

    The schema's own name is taken out of definitions, so that two schemas made alike give equal sets.
    """
    facts: set[tuple[str, ...]] = set()
    with connection.cursor() as cursor:
        for sort, query in _QUERIES.items():
            cursor.execute(query, [schema_name])
            for row in cursor.fetchall():
                words = (str(value).replace(f'"{schema_name}".', "").replace(f"{schema_name}.", "") for value in row)
                facts.add(
                    (
                        sort,
                        *(_CASTS.sub("", word) if sort in {"index", "constraint"} else word for word in words),
                    )
                )
    return facts


def tables_by_schema(schema_names: list[str]) -> dict[str, set[str]]:
    """Schema → its tables, for all schemas in one query."""
    found: dict[str, set[str]] = {name: set() for name in schema_names}
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s)", [schema_names])
        for schema_name, table in cursor.fetchall():
            found[schema_name].add(table)
    return found

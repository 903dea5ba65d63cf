"""Rows as lines of JSON and back: the same row is the same line in every deployment."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from psycopg2.extensions import connection as Raw  # noqa: N812 – a type, named for what it is here

from tenants.connection import connection
from tenants.life.rules import ColumnRule, Journey, columns_in_archive
from tenants.life.tables import Table

#: JSON's own null inside a column of JSON, which would otherwise read as "no value at all".
JSON_NULL = '{"samverk:json": null}'
BATCH_ROWS = 1000
BATCH_BYTES = 1_000_000


def content_types(raw: Raw) -> dict[int, str]:
    """id → "app.model" of a database."""
    with raw.cursor() as cursor:
        cursor.execute("SELECT id, app_label || '.' || model FROM public.django_content_type")
        return dict(cursor.fetchall())


def lines(raw: Raw, schema_name: str, table: Table, journey: Journey) -> Iterator[str]:
    """The table's rows in the order of its key, one JSON object each, without line ends; constant memory.

    PostgreSQL writes the JSON. Only tables with a rule of some room pass through Python, whose floats are as
    exact as those Django reads.
    """
    rules = _rules(table)
    with raw.cursor(name=f"samverk_{table.name}"[:60]) as cursor:
        cursor.itersize = 500
        cursor.execute(_select(schema_name, table))
        for (text,) in cursor:
            yield _apply(text, rules, journey, lambda rule: rule.out) if rules else text


def load(raw: Raw, schema_name: str, table: Table, texts: Iterable[str], journey: Journey) -> int:
    """Insert lines into the table; returns how many."""
    rules = _rules(table)
    names = ", ".join(f'"{name}"' for name in table.columns)
    chosen = ", ".join(_as_stored(name, kind) for name, kind in table.columns.items())
    place = f'"{schema_name}"."{table.name}"'
    statement = (
        f"INSERT INTO {place} ({names}) OVERRIDING SYSTEM VALUE "
        f"SELECT {chosen} FROM json_populate_recordset(NULL::{place}, %s::json)"
    )
    count = 0
    with connection.wrap_database_errors, raw.cursor() as cursor:
        for batch in _batches(_inward(text, table, rules, journey) for text in texts):
            cursor.execute(statement, [f"[{','.join(batch)}]"])
            count += len(batch)
    return count


def _rules(table: Table) -> dict[str, ColumnRule]:
    return {
        name: columns_in_archive[f"{table.name}.{name}"]
        for name in table.columns
        if f"{table.name}.{name}" in columns_in_archive
    }


def _select(schema_name: str, table: Table) -> str:
    chosen = ", ".join(_as_written(name, kind, table) for name, kind in table.columns.items())
    order = ", ".join(
        # The order of letters differs between servers; that of bytes does not.
        f't."{name}"' + (' COLLATE "C"' if table.columns[name] in {"text", "character varying", "character"} else "")
        for name in table.key
    )
    whole = 'row_to_json(r)::text COLLATE "C"'
    return (
        f'SELECT row_to_json(r)::text FROM "{schema_name}"."{table.name}" t '
        f"CROSS JOIN LATERAL (SELECT {chosen}) r "
        f"ORDER BY {order or whole}"
    )


def _as_written(name: str, kind: str, table: Table) -> str:
    if name in table.content_types:
        return (
            f"(SELECT y.app_label || '.' || y.model FROM public.django_content_type y "
            f'WHERE y.id = t."{name}") AS "{name}"'
        )
    if kind == "jsonb":
        return f"""CASE WHEN t."{name}" = 'null'::jsonb THEN '{JSON_NULL}'::jsonb ELSE t."{name}" END AS "{name}\""""
    if kind == "json":
        # As jsonb it has no line ends.
        return f'(t."{name}")::jsonb AS "{name}"'
    return f't."{name}"'


def _as_stored(name: str, kind: str) -> str:
    if kind == "jsonb":
        return f"""CASE WHEN "{name}" = '{JSON_NULL}'::jsonb THEN 'null'::jsonb ELSE "{name}" END"""
    return f'"{name}"'


def _apply(
    text: str,
    rules: dict[str, ColumnRule],
    journey: Journey,
    way: Callable[[ColumnRule], Callable[[Any, dict[str, Any], Journey], Any]],
) -> str:
    row = json.loads(text)
    for name, rule in rules.items():
        row[name] = way(rule)(row[name], row, journey)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _inward(text: str, table: Table, rules: dict[str, ColumnRule], journey: Journey) -> str:
    if not rules and not table.content_types:
        return text
    text = _apply(text, rules, journey, lambda rule: rule.back) if rules else text
    row = json.loads(text)
    for name in table.content_types:
        if row[name] is not None:
            row[name] = journey.id_of(row[name])
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if len(batch) == BATCH_ROWS or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch

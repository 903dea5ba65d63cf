"""A row and what is written with it, by one statement: whole or not at all, and one way to the database and back.

For what many do at once. A transaction of its own is a question for its beginning, for each row and for its end; each
costs both sides more than the row does.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connections

from samverk.kernel.kept_insert import Row, WithKey

#: Where each row's columns get their values: as they are, or with the key of what was made in the text.
_PLAIN, _KEY = "%({name})s", "replace(%({name})s::text, '{{key}}', made.id::text)"


def write_with(first: str, values: Mapping[str, Any], rows: Sequence[Row]) -> int | None:
    """Write a row and, when it was written, the others.

    Outside a transaction the statement is one of its own. Nothing follows from a row that was not written: the caller
    finds out why.

    Args:
        first: what a `WITH` holds, with `%(name)s` where values stand; the row is made under the name `made`, by an
            `INSERT` that returns its `id` or, where it is not to be written, nothing.
        values: by name.
        rows: of other tables; their names for values are `row_…`.

    Returns:
        The key of the row; None where it was not written.
    """
    shapes = tuple((row.into, row.conflict, tuple([type(value) is WithKey for value in row.values])) for row in rows)
    given = dict(values)
    for number, row in enumerate(rows):
        given.update(zip(_names(number, len(row.values)), row.values, strict=True))
    connection: Any = connections["default"]
    found = connection.write_steady(_text(first, shapes), given)
    return int(found[0][0]) if found else None


@cache
def _names(number: int, count: int) -> tuple[str, ...]:
    return tuple(f"row_{number}_{place}" for place in range(count))


@cache
def _text(first: str, shapes: tuple[tuple[str, str, tuple[bool, ...]], ...]) -> str:
    parts = [first]
    for number, (into, conflict, has_key) in enumerate(shapes):
        names = _names(number, len(has_key))
        places = [(_KEY if key else _PLAIN).format(name=name) for name, key in zip(names, has_key, strict=True)]
        parts.append(f"row_{number} AS (INSERT INTO {into} SELECT {', '.join(places)} FROM made{conflict})")  # nosec B608
    return f"WITH {', '.join(parts)} SELECT id::bigint FROM made"  # nosec B608

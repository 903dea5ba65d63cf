"""Read a site's logical content from a database, line by line, with a hash of each part on the way."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from psycopg2.extensions import connection as Raw  # noqa: N812 – a type, named for what it is here

from tenants.life.manifest import Part
from tenants.life.rows import content_types, lines
from tenants.life.rules import Journey, public_parts
from tenants.life.tables import tables_of

Take = Callable[[str, Iterator[str]], object]


class _Counted:
    """Passes lines on, counting and hashing them."""

    def __init__(self) -> None:
        self.rows = 0
        self.digest = hashlib.sha256()

    def through(self, texts: Iterable[str]) -> Iterator[str]:
        for text in texts:
            self.rows += 1
            self.digest.update(text.encode() + b"\n")
            yield text

    def part(self) -> Part:
        return Part(self.rows, self.digest.hexdigest())


def outward(raw: Raw, schema_name: str, *, secrets: bool) -> Journey:
    """The journey out of a database."""
    labels = content_types(raw)

    def no_way_back(label: str) -> int:
        raise LookupError(label)

    return Journey(schema_name=schema_name, label_of=labels.get, id_of=no_way_back, secrets=secrets)


def read_tables(raw: Raw, schema_name: str, journey: Journey, take: Take) -> dict[str, Part]:
    """Hand every table's lines to `take(name, lines)`, in alphabetical order; what `take` leaves is not read."""
    parts = {}
    for table in tables_of(raw, schema_name).values():
        counted = _Counted()
        take(table.name, counted.through(lines(raw, schema_name, table, journey)))
        parts[table.name] = counted.part()
    return parts


def read_public(raw: Raw, take: Take) -> dict[str, Part]:
    """The same for what the site keeps in `public`; the connection holds the site's key."""
    parts = {}
    for name, part in public_parts:
        counted = _Counted()
        take(name, counted.through(_public_lines(raw, part.query)))
        parts[name] = counted.part()
    return parts


def hash_only(name: str, texts: Iterator[str]) -> None:
    """A `take` that reads and forgets."""
    for _text in texts:
        pass


def _public_lines(raw: Raw, query: str) -> Iterator[str]:
    with raw.cursor(name="samverk_public") as cursor:
        cursor.execute(query)
        for (row,) in cursor:
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def hash_of_files(found: Iterable[tuple[str, int, str]]) -> dict[str, Any]:
    """Count, bytes and hash of (name, bytes, sha256) in the order of names."""
    digest, count, size = hashlib.sha256(), 0, 0
    for name, length, sha256 in found:
        digest.update(f"{name}\x00{length}\x00{sha256}\n".encode())
        count, size = count + 1, size + length
    return {"count": count, "bytes": size, "sha256": digest.hexdigest()}

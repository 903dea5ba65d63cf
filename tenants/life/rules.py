"""What rooms declare about how their tables travel: the archive knows schemas, rooms know what values mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from samverk.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class Journey:
    """Between which names a value travels.

    Attributes:
        schema_name: the site's schema, here.
        label_of: id of a content type here → "app.model".
        id_of: "app.model" → id of the content type here; only on the way in.
        secrets: do secrets travel too.
    """

    schema_name: str
    label_of: Callable[[int], str | None]
    id_of: Callable[[str], int]
    secrets: bool = False


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """A value that means something else in another deployment.

    Attributes:
        out: (value, the whole row, journey) → value in the archive.
        back: the same on the way in.
        secret: is the column blanked unless secrets travel.
    """

    out: Callable[[Any, dict[str, Any], Journey], Any]
    back: Callable[[Any, dict[str, Any], Journey], Any]
    secret: bool = False


@dataclass(frozen=True, slots=True)
class PublicPart:
    """What a site keeps in `public`, beside its schema.

    Attributes:
        query: SELECT that gives one JSON object a row, in a stable order; reads with the site's key set, so
            row-level security answers for the site only.
        load: takes the rows on the way in, with the site active and its schema loaded; replaces what is there.
    """

    query: str
    load: Callable[[Iterable[dict[str, Any]]], None]


def secret(replacement: Any) -> ColumnRule:
    """A rule for a column that opens doors: travels only when asked for, else as `replacement`."""

    def out(value: Any, row: dict[str, Any], journey: Journey) -> Any:
        return value if journey.secrets else replacement

    return ColumnRule(out=out, back=lambda value, row, journey: value, secret=True)


#: "table.column" → how its values travel.
columns_in_archive: Registry[ColumnRule] = Registry("columns that mean something else elsewhere")
#: Table → why it never leaves.
tables_left_out: Registry[str] = Registry("tables that are not exported")
#: Table → why it stays behind when one site is made a copy of another (a sandbox of its template).
tables_not_copied: Registry[str] = Registry("tables that a copy begins without")
#: Name → rows in `public` that belong to a site.
public_parts: Registry[PublicPart] = Registry("what sites keep in public")
#: Called with a site's new primary host, the site active.
host_followers: Registry[Callable[[str], None]] = Registry("what follows the primary host")

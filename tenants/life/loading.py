"""Fill a schema from an archive, and prove that what lies there is what the archive holds."""

import hashlib
from collections.abc import Callable, Collection

from django.contrib.contenttypes.models import ContentType

from samverk.kernel.stamping import renew_stamp
from tenants.connection import connection
from tenants.life.archive import ArchiveReader
from tenants.life.manifest import NotAnArchive, Part
from tenants.life.reading import hash_only, read_tables
from tenants.life.rows import content_types, load
from tenants.life.rules import Journey
from tenants.life.snapshot import same_words
from tenants.life.tables import tables_of

Say = Callable[[str], None]
#: What is said of a table without rows.
NOTHING = Part(0, hashlib.sha256().hexdigest())


class NotTheSame(Exception):
    """What was loaded differs from the archive; nothing of it was kept."""


def fill_schema(
    schema_name: str,
    archive: ArchiveReader,
    *,
    named: str,
    without: Collection[str] = (),
    on_progress: Say = lambda text: None,
) -> None:
    """Replace every row in the schema by the archive's, within the transaction that is open.

    Args:
        schema_name: where to.
        archive: where from.
        named: the name the schema has, or will get: what values that name their own schema are to say.
        without: tables that are left empty.
        on_progress: told which table.

    Raises:
        NotAnArchive: when the archive does not fit the tables, or is damaged.
        NotTheSame: when a table read back differs from the manifest.
    """
    raw = connection.connection
    tables = tables_of(raw, schema_name)
    if set(tables) != set(archive.manifest.tables):
        odd = sorted(set(tables) ^ set(archive.manifest.tables))
        raise NotAnArchive(f"Arkivet och webbplatsen har inte samma tabeller: {', '.join(odd[:5])}.")
    journey = _inward(named, secrets=archive.manifest.passwords)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables.values():
            # Rows come as they were: what triggers did to them once is not done twice.
            cursor.execute(f'ALTER TABLE "{schema_name}"."{table.name}" DISABLE TRIGGER USER')
        # CASCADE: tables that do not travel (sessions) and refer to those that do. No other schema does, by law 1.
        cursor.execute("TRUNCATE " + ", ".join(f'"{schema_name}"."{name}"' for name in tables) + " CASCADE")
        for table in (each for each in tables.values() if each.name not in without):
            on_progress(f"Läser in {table.name}")
            load(raw, schema_name, table, archive.table(table.name), journey)
        # Foreign keys are tried here, and triggers cannot be put back while any waits.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables.values():
            cursor.execute(f'ALTER TABLE "{schema_name}"."{table.name}" ENABLE TRIGGER USER')
        # Nothing that was answered from what stood here before, or from an earlier loading, is the answer now.
        renew_stamp(schema_name)
        for place, last in archive.manifest.sequences.items():
            name, _, column = place.partition(".")
            if name in tables and column in tables[name].columns:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{schema_name}"."{name}"', column, last]
                )
    on_progress("Jämför det inlästa med arkivet")
    _prove(schema_name, archive, named, without)


def table_hashes(schema_name: str, *, named: str, secrets: bool) -> dict[str, Part]:
    """Rows and hash of each table of a schema, on the connection and transaction that are open."""
    raw = connection.connection
    same_words(raw)
    labels = content_types(raw)
    journey = Journey(schema_name=named, label_of=labels.get, id_of=_id_of, secrets=secrets)
    return read_tables(raw, schema_name, journey, hash_only)


def _prove(schema_name: str, archive: ArchiveReader, named: str, without: Collection[str]) -> None:
    found = table_hashes(schema_name, named=named, secrets=archive.manifest.passwords)
    expected = archive.manifest.tables | dict.fromkeys(without, NOTHING)
    wrong = sorted(name for name, part in found.items() if part != expected[name])
    if wrong:
        raise NotTheSame(
            f"Det som lästes in är inte likadant som arkivet: {', '.join(wrong[:5])}. Ingenting av det är kvar."
        )


def _inward(named: str, *, secrets: bool) -> Journey:
    ids = {f"{kind.app_label}.{kind.model}": kind.pk for kind in ContentType.objects.all()}

    def id_of(label: str) -> int:
        if label not in ids:
            # A kind of content that the code no longer has, or that this deployment has not met: kept all the same.
            app_label, _, model = label.partition(".")
            ids[label] = ContentType.objects.create(app_label=app_label, model=model).pk
        return ids[label]

    return Journey(schema_name=named, label_of=lambda number: None, id_of=id_of, secrets=secrets)


def _id_of(label: str) -> int:
    raise LookupError(label)

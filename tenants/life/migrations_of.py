"""Which migrations a schema has seen, and a schema made exactly as old as an archive."""

from django.core.management import call_command
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from samverk.kernel.standard_rights import give_standard_rights
from tenants.artifact import BLANK_SCHEMA
from tenants.connection import connection
from tenants.life.manifest import Manifest

#: Stands on a schema that an import works with in several transactions, and on no other.
UNFINISHED = "samverk: unfinished import"


class MadeByAnotherVersion(Exception):
    """The archive knows migrations that this code does not have."""


def seen_by(schema_name: str) -> set[tuple[str, str]]:
    """Every (app, migration) applied in the schema."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT app, name FROM "{schema_name}".django_migrations')
        return {(app, name) for app, name in cursor.fetchall()}


def is_older(manifest: Manifest) -> bool:
    """Was the archive made before migrations that this code has?

    Raises:
        MadeByAnotherVersion: when it has seen migrations that this code does not have.
    """
    today = seen_by(BLANK_SCHEMA)
    archived = {(app, name) for app, name in manifest.migrations}
    unknown = sorted(archived - today)
    if unknown:
        raise MadeByAnotherVersion(
            f"Arkivet är gjort av en annan version av Samverk ({manifest.product_version}) med tabelländringar som "
            f"inte finns här: {', '.join('.'.join(pair) for pair in unknown[:5])}. Ingenting är ändrat. "
            f"Uppgradera Samverk och läs in arkivet igen."
        )
    return archived != today


def make_schema_as_old(schema_name: str, manifest: Manifest) -> None:
    """Create the schema with exactly the archive's migrations. Not in a transaction: migrations have their own."""
    connection.set_schema_to_public()
    drop_unfinished(schema_name)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema_name}"; COMMENT ON SCHEMA "{schema_name}" IS \'{UNFINISHED}\'')
    # As django-tenants begins: the schema's own list of migrations, not the one in `public` behind it.
    connection.set_schema(schema_name, include_public=False)
    MigrationRecorder(connection).ensure_schema()
    connection.set_schema(schema_name)
    try:
        executor = MigrationExecutor(connection)
        archived = {(app, name) for app, name in manifest.migrations}
        nodes = executor.loader.graph.node_map
        # Those that a squashed migration replaces are recorded with it, but stand in no graph.
        known = [key for key in sorted(archived) if key in nodes]
        executor.migrate([key for key in known if not {child.key for child in nodes[key].children} & archived])
    finally:
        connection.set_schema_to_public()
    made = seen_by(schema_name)
    if made != {(app, name) for app, name in manifest.migrations}:
        raise MadeByAnotherVersion(
            "Arkivet är äldre än den här versionen, och tabellerna kan inte göras exakt så gamla. Ingenting är "
            f"ändrat. Läs in arkivet med Samverk {manifest.product_version} och uppgradera sedan."
        )


def bring_to_today(schema_name: str) -> None:
    """Run the migrations that the archive had not seen, and give the rights that came with them."""
    call_command("migrate_schemas", schema_name=schema_name, tenant=True, interactive=False, verbosity=0)
    connection.set_schema(schema_name)
    with transaction.atomic():
        give_standard_rights()
    connection.set_schema_to_public()


def drop_unfinished(schema_name: str) -> None:
    """Remove a schema that a killed import left; one that somebody else made stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_namespace WHERE nspname = %s AND obj_description(oid, 'pg_namespace') = %s",
            [schema_name, UNFINISHED],
        )
        if cursor.fetchone():
            cursor.execute(f'DROP SCHEMA "{schema_name}" CASCADE')


def call_finished(schema_name: str) -> None:
    """Take the mark away: the schema is a site's."""
    with connection.cursor() as cursor:
        cursor.execute(f'COMMENT ON SCHEMA "{schema_name}" IS NULL')

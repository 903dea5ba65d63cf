"""The SQL of an empty site, made once per set of migrations and kept (law 8).

A blank schema is migrated the slow way, dumped with pg_dump, its name replaced by a placeholder. Creating a
site is then one execution of that text. Never django-tenants' `clone_schema()`: it renames unique
constraints, so that later migrations break.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable

from django.db import transaction

from samverk.kernel import clock
from samverk.kernel.pg_binaries import find_binary
from tenants.connection import connection
from tenants.migrating.blank import migrate_blank, update_blank
from tenants.migrating.disk import fingerprint
from tenants.migrating.lagging import BLANK_SCHEMA
from tenants.migrating.lock import migration_lock
from tenants.models import SchemaArtifact

__all__ = [
    "BLANK_SCHEMA",
    "PLACEHOLDER",
    "DumpFailed",
    "dump_schema",
    "ensure_artifact",
    "execute_for",
    "find_artifact",
    "fingerprint",
    "migrate_blank",
    "store_artifact",
]

PLACEHOLDER = "samverk_schema_placeholder"
#: Session settings of pg_dump that are for psql, for other versions, or set by us anyway.
_NOISE = re.compile(r"^(SET |SELECT pg_catalog\.set_config\('search_path'|\\|--).*$", re.MULTILINE)


class DumpFailed(Exception):
    """pg_dump could not read the blank schema."""


def ensure_artifact(*, on_progress: Callable[[str], None] = lambda text: None) -> SchemaArtifact:
    """The artifact for today's migrations, made when missing and then kept.

    Raises:
        DumpFailed: when pg_dump fails; the blank schema is left for inspection and made anew next time.
        DatabaseIsNewer: when the code is older than the database.
    """
    found = find_artifact()
    if found is not None:
        return found
    with migration_lock():
        found = find_artifact()
        if found is not None:
            return found
        started = time.monotonic()
        update_blank(on_progress=on_progress)
        return store_artifact(build_seconds=time.monotonic() - started)


def find_artifact() -> SchemaArtifact | None:
    """The artifact for today's migrations, if it has been made."""
    return SchemaArtifact.objects.filter(fingerprint=fingerprint()).first()


def store_artifact(*, build_seconds: float) -> SchemaArtifact:
    """Dump the blank schema and keep the text in place of what was kept before.

    Raises:
        DumpFailed: when pg_dump fails.
    """
    wanted = fingerprint()
    sql = _NOISE.sub("", dump_schema(BLANK_SCHEMA))
    sql = re.sub(rf"\b{BLANK_SCHEMA}\b", PLACEHOLDER, sql)
    sql = re.sub(r"\n{2,}", "\n", sql)
    with transaction.atomic():
        SchemaArtifact.objects.exclude(fingerprint=wanted).delete()
        artifact, _ = SchemaArtifact.objects.update_or_create(
            fingerprint=wanted, defaults={"sql": sql, "created_at": clock.now(), "build_seconds": build_seconds}
        )
    return artifact


def dump_schema(schema_name: str) -> str:
    """SQL text of one schema, data included, as INSERT statements.

    Raises:
        DumpFailed: with pg_dump's own words.
    """
    db = connection.settings_dict
    environment = {**os.environ, "PGPASSWORD": str(db["PASSWORD"] or "")}
    command = [
        str(find_binary("pg_dump")), "--schema", schema_name, "--no-owner", "--no-privileges", "--inserts",
        "--rows-per-insert=500", "--dbname", str(db["NAME"]),
    ]  # fmt: skip
    for flag, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if db[key]:
            command += [flag, str(db[key])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DumpFailed(done.stderr.strip())
    return done.stdout


def execute_for(artifact: SchemaArtifact, schema_name: str) -> None:
    """Create `schema_name` with everything the artifact holds, on the current connection and transaction."""
    # Always quoted: a municipality may be called `order`.
    sql = artifact.sql.replace(PLACEHOLDER, f'"{schema_name}"')
    with connection.cursor() as cursor:
        # An empty search_path for the duration proves that every name in the dump is qualified.
        cursor.execute("SELECT set_config('search_path', '', true)")
        # No parameters are given, so per cent signs in the data are not placeholders.
        # The bare cursor speaks psycopg2's errors; a full disk must come out as Django's.
        with connection.wrap_database_errors:
            cursor.cursor.execute(sql)
        cursor.execute("SELECT set_config('search_path', 'public', true)")

"""The SQL of an empty site, made once per set of migrations and kept (law 8).

A blank schema is migrated the slow way, dumped with pg_dump, its name replaced by a placeholder. Creating a
site is then one execution of that text. Never django-tenants' `clone_schema()`: it renames unique
constraints, so that later migrations break.
"""

import hashlib
import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from samverk.kernel import clock
from samverk.kernel.pg_binaries import find_binary
from tenants.connection import connection
from tenants.models import SchemaArtifact

BLANK_SCHEMA = "samverk_blank"
PLACEHOLDER = "samverk_schema_placeholder"
#: Session settings of pg_dump that are for psql, for other versions, or set by us anyway.
_NOISE = re.compile(r"^(SET |SELECT pg_catalog\.set_config\('search_path'|\\|--).*$", re.MULTILINE)


class DumpFailed(Exception):
    """pg_dump could not read the blank schema."""


def fingerprint() -> str:
    """Hash of every tenant app's migrations: names and text.

    Changes when a migration is added or edited, and then the artifact is built anew.
    """
    loader = MigrationLoader(None, ignore_no_migrations=True)
    digest = hashlib.sha256()
    labels = {config.label for config in apps.get_app_configs() if _is_tenant_app(config.name, config)}
    for label, name in sorted(key for key in loader.disk_migrations if key[0] in labels):
        module = loader.disk_migrations[label, name].__module__
        source = Path(__import__(module, fromlist=["x"]).__file__ or "").read_bytes()
        digest.update(f"{label}.{name}".encode() + source)
    return digest.hexdigest()


def _is_tenant_app(name: str, config: object) -> bool:
    full = f"{type(config).__module__}.{type(config).__qualname__}"
    return name in settings.TENANT_APPS or full in settings.TENANT_APPS


def ensure_artifact(*, on_progress: Callable[[str], None] = lambda text: None) -> SchemaArtifact:
    """The artifact for today's migrations, built when missing (15–25 s) and then kept.

    Raises:
        DumpFailed: when pg_dump fails; the blank schema is left for inspection and rebuilt next time.
    """
    wanted = fingerprint()
    found = SchemaArtifact.objects.filter(fingerprint=wanted).first()
    if found is not None:
        return found
    on_progress("Bygger en tom webbplats att göra nya av")
    started = time.monotonic()
    migrate_blank()
    seconds = time.monotonic() - started
    sql = _NOISE.sub("", dump_schema(BLANK_SCHEMA))
    sql = re.sub(rf"\b{BLANK_SCHEMA}\b", PLACEHOLDER, sql)
    sql = re.sub(r"\n{2,}", "\n", sql)
    SchemaArtifact.objects.exclude(fingerprint=wanted).delete()
    artifact, _ = SchemaArtifact.objects.update_or_create(
        fingerprint=wanted, defaults={"sql": sql, "created_at": clock.now(), "build_seconds": seconds}
    )
    return artifact


def migrate_blank(schema_name: str = BLANK_SCHEMA) -> None:
    """Make `schema_name` anew by running every migration in it."""
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE; CREATE SCHEMA "{schema_name}"')
    call_command("migrate_schemas", schema_name=schema_name, tenant=True, interactive=False, verbosity=0)
    connection.set_schema_to_public()


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

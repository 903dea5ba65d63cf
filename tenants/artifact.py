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
from tenants.migrating.plan import Plan
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
    "renew_artifact",
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
        return renew_artifact(on_progress=on_progress)[0]


def renew_artifact(
    *, on_progress: Callable[[str], None] = lambda text: None
) -> tuple[SchemaArtifact, tuple[str, Plan] | None]:
    """Bring the blank schema to today's code and keep its SQL; also what `update_blank` returned.

    Was all that is new recorded, it is written after the old text: pg_dump reads the catalogue of every site to find
    one schema, and takes longer with each. Otherwise, and when the blank schema was made anew, it is dumped.
    """
    started = time.monotonic()
    old = SchemaArtifact.objects.first()
    updated = update_blank(on_progress=on_progress)
    if updated and old and updated[1].is_recorded:
        sql = old.sql + _increment(updated[1])
    else:
        sql = _NOISE.sub("", dump_schema(BLANK_SCHEMA))
        sql = re.sub(rf"\b{BLANK_SCHEMA}\b", PLACEHOLDER, sql)
        sql = re.sub(r"\n{2,}", "\n", sql)
    return _store(sql, build_seconds=time.monotonic() - started), updated


def _increment(plan: Plan) -> str:
    """What was recorded in the blank schema, for a schema that has just been made of the older text."""
    head = (
        "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;\n"
        f"SELECT pg_catalog.set_config('search_path', '{PLACEHOLDER},public', true);\n"
    )
    statements = [
        sql if params is None else connection.ops.compose_sql(sql, params)
        for migration in plan.migrations
        for sql, params in plan.recorded[migration.app_label, migration.name]
    ]
    tail = f"""
INSERT INTO {PLACEHOLDER}.django_migrations (app, name, applied)
  SELECT app, name, applied FROM {BLANK_SCHEMA}.django_migrations b WHERE NOT EXISTS
    (SELECT 1 FROM {PLACEHOLDER}.django_migrations o WHERE (o.app, o.name) = (b.app, b.name)) ORDER BY id;
INSERT INTO {PLACEHOLDER}.auth_permission (name, content_type_id, codename)
  SELECT name, content_type_id, codename FROM {BLANK_SCHEMA}.auth_permission
    ON CONFLICT (content_type_id, codename) DO NOTHING;
"""
    return head + "".join(f"{statement.rstrip().rstrip(';')};\n" for statement in statements) + tail


def find_artifact() -> SchemaArtifact | None:
    """The artifact for today's migrations, if it has been made."""
    return SchemaArtifact.objects.filter(fingerprint=fingerprint()).first()


def _store(sql: str, *, build_seconds: float) -> SchemaArtifact:
    """Keep the text in place of what was kept before."""
    wanted = fingerprint()
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

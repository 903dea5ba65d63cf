"""Bring one schema up to date: everything in one transaction, with short waits for locks and new attempts."""

import random
import time
from dataclasses import dataclass

from django.db import OperationalError, transaction
from django.db.migrations import Migration
from django.utils import timezone
from psycopg2 import errorcodes

from tenants.connection import connection
from tenants.migrating.lagging import BLANK_SCHEMA
from tenants.migrating.plan import Key, Plan, Statement, concerns_active_schema, may_be_kept, recording

#: How long a statement may wait for a table that somebody reads or writes. Everybody else who wants the table
#: waits behind it, so it is short, and we come back.
LOCK_TIMEOUT_MS = 2000
ATTEMPTS = 6
_COME_BACK = frozenset({errorcodes.LOCK_NOT_AVAILABLE, errorcodes.DEADLOCK_DETECTED, errorcodes.SERIALIZATION_FAILURE})


@dataclass(frozen=True, slots=True)
class Applied:
    """How it went for one schema.

    Attributes:
        replayed: migrations that were replayed as SQL.
        ran: migrations that Django ran.
        attempts: how many times it had to be begun.
    """

    replayed: int
    ran: int
    attempts: int


def apply_plan(*, plan: Plan, schema_name: str) -> Applied:
    """Apply all of `plan` to `schema_name`, or nothing.

    One transaction for all migrations; one that says `atomic = False` (an index built concurrently) has to stand
    outside, and what came before it stays when it fails.

    Raises:
        django.db.Error: what the database said last, when nothing of the step is left.
        Exception: whatever a migration's Python raised.
    """
    replayed = ran = attempts = 0
    for step in plan.steps():
        for attempt in range(1, ATTEMPTS + 1):
            attempts += 1
            try:
                kept = _apply_step(plan=plan, step=step, schema_name=schema_name)
                break
            except OperationalError as error:
                again = plan.migrations[step[0]].atomic and getattr(error.__cause__, "pgcode", None) in _COME_BACK
                if not again or attempt == ATTEMPTS:
                    raise
            time.sleep(0.1 * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311 # nosec B311: spreads attempts
        replayed += sum(1 for index in step if _key(plan.migrations[index]) in plan.recorded)
        ran += sum(1 for index in step if _key(plan.migrations[index]) not in plan.recorded)
        # Only what has been committed is worth repeating.
        plan.recorded.update(kept)
    return Applied(replayed=replayed, ran=ran, attempts=attempts - len(plan.steps()) + 1)


def _apply_step(*, plan: Plan, step: list[int], schema_name: str) -> dict[Key, list[Statement]]:
    connection.set_schema(schema_name)
    if not plan.migrations[step[0]].atomic:
        # An index built concurrently stops nobody while it waits, and what it leaves when it is cut cannot be
        # begun again: no limit, and no new attempt.
        return _apply_migrations(plan=plan, step=step, schema_name=schema_name)
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_TIMEOUT_MS}ms"])
        return _apply_migrations(plan=plan, step=step, schema_name=schema_name)


def _apply_migrations(*, plan: Plan, step: list[int], schema_name: str) -> dict[Key, list[Statement]]:
    kept: dict[Key, list[Statement]] = {}
    for index in step:
        migration = plan.migrations[index]
        statements = plan.recorded.get(_key(migration))
        if statements is not None:
            _replay(statements)
        else:
            statements = []
            if concerns_active_schema(migration):
                with recording(statements), connection.schema_editor(atomic=migration.atomic) as editor:
                    migration.apply(plan.state_before(index), editor)
            if may_be_kept(migration, statements, schema_name):
                kept[_key(migration)] = statements
        if migration.atomic:
            _settle()
        _record(migration)
    if schema_name != BLANK_SCHEMA:
        _copy_permissions()
    return kept


def _replay(statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)


def _settle() -> None:
    """Check deferred constraints now: rows changed by one migration would stop the next from altering the table."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _record(migration: Migration) -> None:
    """As Django does; a squashed migration stands for itself and for those it replaces."""
    now = timezone.now()
    with connection.cursor() as cursor:
        for app, name in [*migration.replaces, _key(migration)]:
            cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", [app, name, now])


def _copy_permissions() -> None:
    """Names of rights that new models brought; Django writes them in the blank schema only."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO auth_permission (name, content_type_id, codename)
                SELECT b.name, b.content_type_id, b.codename FROM "{BLANK_SCHEMA}".auth_permission b
                WHERE NOT EXISTS (SELECT FROM auth_permission o
                                  WHERE (o.content_type_id, o.codename) = (b.content_type_id, b.codename))
                ON CONFLICT (content_type_id, codename) DO NOTHING"""
        )


def _key(migration: Migration) -> Key:
    return (migration.app_label, migration.name)

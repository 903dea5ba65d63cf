"""What sites in one state lack, and the SQL that was seen when the first of them got it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import router
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from tenants.connection import connection
from tenants.migrating.replayable import is_replayable

#: A statement as the schema editor sent it.
Statement = tuple[str, Any]
Key = tuple[str, str]


@dataclass
class Plan:
    """The migrations that sites in one state lack, in order.

    Attributes:
        migrations: in the order they are applied.
        before: Django's picture of the models in that state.
        recorded: (app, name) → its SQL, for those that may be replayed and have been seen to work.
    """

    migrations: list[Migration]
    before: ProjectState
    recorded: dict[Key, list[Statement]] = field(default_factory=dict)

    def steps(self) -> list[list[int]]:
        """Indexes of the migrations, one list a transaction: all together, but those that refuse one stand alone."""
        steps: list[list[int]] = []
        for index, migration in enumerate(self.migrations):
            together = steps and migration.atomic and self.migrations[steps[-1][-1]].atomic
            if together:
                steps[-1].append(index)
            else:
                steps.append([index])
        return steps

    def state_before(self, index: int) -> ProjectState:
        """The models as they are when migration `index` is about to run; a copy of one's own."""
        while len(self._states) <= index:
            earlier = self._states[-1].clone()
            self._states.append(self.migrations[len(self._states) - 1].mutate_state(earlier, preserve=False))
        # Rendered here once, so that the copies need not each do it.
        _rendered = self._states[index].apps
        return self._states[index].clone()

    @cached_property
    def _states(self) -> list[ProjectState]:
        return [self.before]


def make_plan(schema_name: str) -> Plan:
    """What `schema_name` lacks of the code's migrations.

    Raises:
        django.db.migrations.exceptions.InconsistentMigrationHistory: when one is applied before what it needs.
    """
    connection.set_schema(schema_name)
    executor = MigrationExecutor(connection)
    loader = executor.loader
    loader.check_consistent_history(connection)
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    applied = [key for key in loader.graph.nodes if key in loader.applied_migrations]
    return Plan([migration for migration, _backwards in plan], loader.project_state(applied))


def concerns_active_schema(migration: Migration) -> bool:
    """Does the migration do anything here: has the active schema tables of that app?"""
    return bool(router.allow_migrate(connection.alias, migration.app_label))


@contextmanager
def recording(into: list[Statement]) -> Iterator[None]:
    """Keep every statement that schema editors send inside the block."""
    plain = connection.SchemaEditorClass
    assert plain is not None

    class RecordingEditor(plain):  # type: ignore[misc, valid-type]
        def execute(self, sql: Any, params: Any = ()) -> None:
            super().execute(sql, params)
            into.append((str(sql), params))

    connection.SchemaEditorClass = RecordingEditor
    try:
        yield
    finally:
        del connection.SchemaEditorClass


def may_be_kept(migration: Migration, statements: list[Statement], schema_name: str) -> bool:
    """Is the SQL good for every schema: made by known operations, and free of this schema's name?"""
    name = re.compile(rf"\b{re.escape(schema_name)}\b")
    return is_replayable(migration) and not any(name.search(sql) for sql, _params in statements)

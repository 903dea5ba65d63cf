"""Which migrations are the same SQL in every schema, so that it may be recorded once and replayed."""

from typing import Any

from django.contrib.postgres import operations as postgres
from django.db import migrations
from django.db.migrations import operations
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, Field

#: Operations whose SQL follows from the models alone. Named one by one: what we do not know runs as Python.
DDL = frozenset(
    {
        operations.AddConstraint,
        operations.AlterConstraint,
        operations.AddField,
        operations.AddIndex,
        operations.AlterField,
        operations.AlterIndexTogether,
        operations.AlterModelManagers,
        operations.AlterModelOptions,
        operations.AlterModelTable,
        operations.AlterModelTableComment,
        operations.AlterOrderWithRespectTo,
        operations.AlterUniqueTogether,
        operations.CreateModel,
        operations.DeleteModel,
        operations.RemoveConstraint,
        operations.RemoveField,
        operations.RemoveIndex,
        operations.RenameField,
        operations.RenameIndex,
        operations.RenameModel,
        operations.RunSQL,
        postgres.AddConstraintNotValid,
        postgres.AddIndexConcurrently,
        postgres.RemoveIndexConcurrently,
        postgres.ValidateConstraint,
    }
)
#: Defaults that are the same whenever they are asked for.
CONSTANT = frozenset({bool, bytes, dict, float, int, list, set, str, tuple})


def is_replayable(migration: migrations.Migration) -> bool:
    """Is the migration nothing but SQL that every schema may get word for word?"""
    return all(_is_ddl(operation) for operation in migration.operations)


def _is_ddl(operation: Operation) -> bool:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return all(_is_ddl(inner) for inner in operation.database_operations)
    if type(operation) not in DDL:
        return False
    if isinstance(operation, operations.AddField | operations.AlterField):
        return not _computed_default(operation.field)
    return True


def _computed_default(field: "Field[Any, Any]") -> bool:
    """Would each schema get a value of its own in its existing rows: a uuid, the time of day?"""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return True
    return field.default is not NOT_PROVIDED and callable(field.default) and field.default not in CONSTANT

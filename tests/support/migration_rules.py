"""What a migration may do while the release before it still serves people (docs/migrations.md)."""

import re
from collections.abc import Iterator

from django.db import connection, migrations
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED, Field

#: A promise names the release that stopped using what goes: "0.4 reads Unit.unit_code; nothing writes Unit.code".
PROMISE = re.compile(r"\b\d+\.\d+\b.*\S{3}|\S{3}.*\b\d+\.\d+\b", re.DOTALL)
_NARROWING_SQL = re.compile(
    r"\bDROP\s+(TABLE|COLUMN|SCHEMA|VIEW)\b|\bRENAME\b|\bSET\s+NOT\s+NULL\b|\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b",
    re.IGNORECASE,
)
_INTEGERS = ["smallint", "integer", "bigint"]


def problems(migration: migrations.Migration, before: ProjectState) -> list[str]:
    """What would break the code of the release before, or cannot be undone; empty is good.

    A migration that says `contract = "reason and release"` may do it all: the release named no longer uses it.

    Args:
        migration: what is judged.
        before: the models as they are when it begins.
    """
    found = list(_problems(migration, before.clone()))
    promise = getattr(migration, "contract", None)
    if promise is None:
        return found
    if not isinstance(promise, str) or not PROMISE.search(promise):
        return ["`contract` names no release and reason"]
    return [] if found else ["`contract` stands there for nothing"]


def _problems(migration: migrations.Migration, state: ProjectState) -> Iterator[str]:
    # What this migration makes itself is not known to any older code.
    made: set[str] = set()
    for operation in migration.operations:
        if isinstance(operation, ops.CreateModel):
            made.add(operation.name_lower)
        elif _model(operation) not in made:
            yield from _judge(operation, state, migration.app_label)
        operation.state_forwards(migration.app_label, state)


def _model(operation: Operation) -> str:
    for name in ("model_name_lower", "old_name_lower", "name_lower"):
        if hasattr(operation, name) and not isinstance(operation, ops.RunPython | ops.RunSQL):
            return str(getattr(operation, name))
    return ""


def _judge(operation: Operation, state: ProjectState, app: str) -> Iterator[str]:
    said = operation.describe()
    if isinstance(operation, ops.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from _judge(inner, state, app)
    elif isinstance(operation, ops.RemoveField | ops.DeleteModel):
        yield f"{said}: the code before still reads it"
    elif isinstance(operation, ops.RenameModel | ops.AlterModelTable):
        yield f"{said}: the code before asks for the old name"
    elif isinstance(operation, ops.RunPython | ops.RunSQL):
        yield from _judge_code(said, operation)
    elif isinstance(operation, ops.AddField | ops.RenameField | ops.AlterField):
        yield from _judge_column(said, operation, state.models[app, operation.model_name_lower].fields)


def _judge_column(
    said: str, operation: ops.AddField | ops.RenameField | ops.AlterField, fields: dict[str, Field]
) -> Iterator[str]:
    if isinstance(operation, ops.AddField):
        if _refuses_rows_without_it(operation.field):
            yield f"{said}: NOT NULL without db_default, so the code before cannot write rows"
    elif isinstance(operation, ops.RenameField):
        if fields[operation.old_name].db_column is None:
            yield f"{said}: the code before asks for the old name"
    else:
        yield from _judge_change(said, fields[operation.name], operation.field)


def _judge_code(said: str, operation: ops.RunPython | ops.RunSQL) -> Iterator[str]:
    if not operation.reversible:
        yield f"{said}: no way back; give reverse_code or reverse_sql, noop if nothing is needed"
    if isinstance(operation, ops.RunSQL) and _NARROWING_SQL.search(str(operation.sql)):
        yield f"{said}: drops, renames or narrows"


def _refuses_rows_without_it(field: Field) -> bool:
    return not (field.null or field.many_to_many or field.generated or field.db_default is not NOT_PROVIDED)


def _judge_change(said: str, old: Field, new: Field) -> Iterator[str]:
    if old.null and not new.null:
        yield f"{said}: NOT NULL, but the code before writes NULL"
    types = _type(old), _type(new)
    if types[0] != types[1] and not _widens(*types):
        yield f"{said}: {types[0]} becomes {types[1]}, which may lose or refuse values"


def _type(field: Field) -> str:
    # A reference has the type of what it points at, which a field outside a model cannot tell; bigint here.
    if field.is_relation:
        return "table" if field.many_to_many else "bigint"
    return field.db_type(connection) or ""


def _widens(old: str, new: str) -> bool:
    if old in _INTEGERS and new in _INTEGERS:
        return _INTEGERS.index(new) > _INTEGERS.index(old)
    length = re.compile(r"varchar\((\d+)\)")
    was, becomes = length.fullmatch(old), length.fullmatch(new)
    if was and becomes:
        return int(becomes[1]) > int(was[1])
    return bool(was) and new in {"text", "varchar"}

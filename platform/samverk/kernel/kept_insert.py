"""A row that is written often: its INSERT is put together once a process and prepared once a connection.

What a row is stays written with the model and its fields, which make the values ready for the database; a signal or a
`save` of the model's own is not called.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, models
from django.db.models.fields import NOT_PROVIDED

#: Of these fields a value of this very type goes to PostgreSQL as it is; Django makes eight calls to find that out.
_AS_IT_IS: dict[type["models.Field[Any, Any]"], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.ForeignKey: int,
    models.UUIDField: UUID,
}


class WithKey(str):
    """A text with `{key}` where the key of a row goes that the same statement makes (`one_statement.write_with`)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is ready to be written.

    Attributes:
        into: the table and its columns, as in `INSERT INTO`.
        conflict: what to do where it is there already, as in `ON CONFLICT`; mostly empty.
        values: for the columns, in their order, as the driver takes them.
    """

    into: str
    conflict: str
    values: list[Any]


@dataclass(frozen=True, slots=True)
class _Shape:
    into: str
    fields: "list[tuple[models.Field[Any, Any], type | None]]"
    sql: str


class KeptInsert:
    """Rows of one model.

    Args:
        model: with a key the database counts.
        ignore_conflicts: write nothing where a constraint says that the row is there already.

    Raises:
        TypeError: for a model with fields that change what they are given as they are saved.
    """

    def __init__(self, model: type[models.Model], *, ignore_conflicts: bool = False) -> None:
        self._model = model
        self._conflict = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
        self._fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
        if changing := [name for name, field in self._fields.items() if _changes(field)]:
            raise TypeError(f"{model.__name__} changes {', '.join(changing)} as it is saved")
        self._shapes: dict[frozenset[str], _Shape] = {}

    def __call__(self, **values: Any) -> Any:
        """The key of the new row; None where it was there already.

        Args:
            values: by the fields' own names (`by_id`); what is left out gets the field's default, or the database's.

        Raises:
            TypeError: for a name the model has not, or a value that is missing and has no default.
        """
        connection: Any = connections["default"]
        shape = self._shape(values)
        rows = connection.write_steady(shape.sql, _given(shape, values, connection))
        return rows[0][0] if rows else None

    def row(self, **values: Any) -> Row:
        """The row, to be written by the same statement as another.

        Args:
            values: as when it is called; a text may be `WithKey`.

        Raises:
            TypeError: the same.
        """
        shape = self._shape(values)
        return Row(shape.into, self._conflict, _given(shape, values, connections["default"]))

    def _shape(self, values: dict[str, Any]) -> _Shape:
        names = frozenset(values)
        found = self._shapes.get(names)
        if found is None:
            found = self._shapes[names] = self._new_shape(names)
        return found

    def _new_shape(self, names: frozenset[str]) -> _Shape:
        if unknown := names - self._fields.keys():
            raise TypeError(f"{self._model.__name__} has no {', '.join(sorted(unknown))}")
        fields = []
        for name, field in self._fields.items():
            if name in names or field.has_default():
                fields.append(field)
            elif field.db_default is NOT_PROVIDED and not field.null:
                raise TypeError(f"{self._model.__name__} needs {name}")
        connection = connections["default"]
        quote = connection.ops.quote_name
        meta = self._model._meta
        into = f"{quote(meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"
        # Cast, as is asked of what is prepared inside transactions.
        key = f"{quote(str(meta.pk.column))}::{meta.pk.rel_db_type(connection)}"
        places = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO {into} VALUES ({places}){self._conflict} RETURNING {key}"  # nosec B608
        return _Shape(into, [(field, _AS_IT_IS.get(type(field))) for field in fields], sql)


def _given(shape: _Shape, values: dict[str, Any], connection: Any) -> list[Any]:
    given = []
    for field, plain in shape.fields:
        value = values[field.attname] if field.attname in values else field.get_default()
        ready = type(value) is plain or type(value) is WithKey
        given.append(value if ready else field.get_db_prep_save(value, connection=connection))
    return given


def _changes(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, models.DateField | models.TimeField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save

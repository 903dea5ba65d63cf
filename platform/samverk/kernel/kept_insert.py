"""A row that is written often: its INSERT is put together once a process and prepared once a connection.

What a row is stays written with the model and its fields, which make the values ready for the database; a signal or a
`save` of the model's own is not called.
"""

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
        self._ignores = ignore_conflicts
        self._fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
        if changing := [name for name, field in self._fields.items() if _changes(field)]:
            raise TypeError(f"{model.__name__} changes {', '.join(changing)} as it is saved")
        self._texts: dict[frozenset[str], tuple[str, list[tuple[models.Field[Any, Any], type | None]]]] = {}

    def __call__(self, **values: Any) -> Any:
        """The key of the new row; None where it was there already.

        Args:
            values: by the fields' own names (`by_id`); what is left out gets the field's default, or the database's.

        Raises:
            TypeError: for a name the model has not, or a value that is missing and has no default.
        """
        connection: Any = connections["default"]
        names = frozenset(values)
        found = self._texts.get(names)
        if found is None:
            found = self._texts[names] = self._text(names)
        sql, fields = found
        given = []
        for field, plain in fields:
            value = values[field.attname] if field.attname in values else field.get_default()
            given.append(value if type(value) is plain else field.get_db_prep_save(value, connection=connection))
        rows = connection.ask_steady(sql, given)
        return rows[0][0] if rows else None

    def _text(self, names: frozenset[str]) -> tuple[str, "list[tuple[models.Field[Any, Any], type | None]]"]:
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
        columns = ", ".join(quote(str(field.column)) for field in fields)
        conflict = " ON CONFLICT DO NOTHING" if self._ignores else ""
        # Cast, as is asked of what is prepared inside transactions.
        key = f"{quote(str(meta.pk.column))}::{meta.pk.rel_db_type(connection)}"
        places = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places}){conflict} RETURNING {key}"  # nosec B608
        return sql, [(field, _AS_IT_IS.get(type(field))) for field in fields]


def _changes(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, models.DateField | models.TimeField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save

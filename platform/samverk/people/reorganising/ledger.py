"""Every row a plan writes, with what stood there before: the way back."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=models.Model)


class BuiltUpon(Exception):
    """Something was changed or added since the plan took effect; carries a sentence for the person."""


class Ledger:
    """Writes rows and remembers them, in order."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def create(self, model: type[Row], **values: Any) -> Row:
        """A new row."""
        row = model._default_manager.create(**values)
        self.entries.append({"model": model._meta.label_lower, "pk": row.pk, "before": None, "after": _told(values)})
        return row

    def change(self, row: Row, **values: Any) -> Row:
        """An existing row gets new values."""
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        entry = {"model": row._meta.label_lower, "pk": row.pk, "before": _told(before), "after": _told(values)}
        self.entries.append(entry)
        return row


def take_back(entries: list[dict[str, Any]]) -> None:
    """Undo what a ledger wrote, last first; inside the caller's transaction.

    Raises:
        BuiltUpon: when a row is no longer as the plan left it, or something new refers to a row that the plan made.
    """
    for entry in reversed(entries):
        model = apps.get_model(entry["model"])
        row = model._default_manager.select_for_update().filter(pk=entry["pk"]).first()
        now = {name: getattr(row, name, None) for name in entry["after"]}
        if row is None or _told(now) != entry["after"]:
            name = str(row) if row is not None else _("En rad")
            raise BuiltUpon(_("%(name)s har ändrats sedan planen genomfördes.") % {"name": name})
        if entry["before"] is None:
            _remove(row)
        else:
            fields = {name: _read(model, name, value) for name, value in entry["before"].items()}
            model._default_manager.filter(pk=row.pk).update(**fields)


def _remove(row: models.Model) -> None:
    """Delete a row that the plan made, unless something the plan did not make hangs on it."""
    for relation in row._meta.related_objects:
        related = relation.related_model._default_manager.filter(**{relation.field.name: row})
        if related.exists():
            raise BuiltUpon(_("%(name)s används redan av något som kom till efteråt.") % {"name": str(row)})
    row.delete()


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them; a row that is referred to is its key."""
    return {name: _one(value) for name, value in values.items()}


def _one(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, UUID | date) else value


def _read(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey) or value is None:
        return value
    return field.to_python(value) if isinstance(field, models.Field) else value

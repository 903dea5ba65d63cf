"""Conditions that are given a list as one value: the question's text, and its plan, is the same however long it is."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Field, Func, TextField, Value


class _AnyOf(Func):
    template = "%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, operator: str, field: str, values: Sequence[Any], kind: "Field[Any, Any]") -> None:
        listed = Value(list(values), output_field=ArrayField(kind))
        super().__init__(field, listed, arg_joiner=f" {operator} ANY(")


def is_one_of(field: str, values: Sequence[Any], kind: "Field[Any, Any] | None" = None) -> Func:
    """Is the field one of the values; of none, it is not.

    Args:
        field: path to it.
        values: what it may be; a kept query's argument of kind `list[…]` too.
        kind: of the values; text unless told.
    """
    return _AnyOf("=", field, values, kind or TextField())


def begins_with_one_of(field: str, values: Sequence[str]) -> Func:
    """Does the text in the field begin with one of the values, letter by letter; with none, it does not."""
    return _AnyOf("^@", field, values, TextField())

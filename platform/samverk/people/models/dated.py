"""What exists from one day to another."""

import uuid
from datetime import date

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format


def on(day: date, prefix: str = "") -> Q:
    """Condition for rows that exist on `day`, both ends included.

    Args:
        day: the day asked about.
        prefix: path to the dated row, ending in two underscores.
    """
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def in_words(day: date) -> str:
    """A day as people write it: 1 januari 2027."""
    return date_format(day, "j F Y")


def known_by() -> "models.UUIDField[uuid.UUID | str, uuid.UUID]":
    """The opaque id that addresses, plans and other rooms know an authority, department or unit by."""
    return models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)


class Dated(models.Model):
    """A row with a first and perhaps a last day; it is ended, never deleted, so that history stays true."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="Last day, or empty")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            )
        ]

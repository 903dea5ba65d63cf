"""What exists from one day to another."""

from datetime import date

from django.db import models
from django.db.models import F, Q


def on(day: date, prefix: str = "") -> Q:
    """Condition for rows that exist on `day`, both ends included.

    Args:
        day: the day asked about.
        prefix: path to the dated row, ending in two underscores.
    """
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


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

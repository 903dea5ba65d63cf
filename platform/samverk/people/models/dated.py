"""What exists from one day to another."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class DatedQuerySet(models.QuerySet["Dated"]):
    """Asks about a day."""

    def on(self, day: date) -> Self:
        """Rows that exist on `day`, both ends included."""
        return self.filter(Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class Dated(models.Model):
    """A row with a first and perhaps a last day; it is ended, never deleted, so that history stays true."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="Last day, or empty")

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            )
        ]

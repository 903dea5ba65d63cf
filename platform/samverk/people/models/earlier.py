"""What an authority, department or unit was before it changed."""

from django.db import models

from .dated import Dated


class Earlier(Dated):
    """A name, and what it stood under, during days that are past.

    The row of the authority, department or unit itself tells what is true after the last of these, so whoever reads
    only that row reads today's organisation.
    """

    subject = models.UUIDField()
    name = models.CharField(max_length=200)
    parent = models.UUIDField(null=True, blank=True, help_text="Department of a unit, authority of a department")

    class Meta(Dated.Meta):
        ordering = ["subject", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="one_earlier_row_per_subject_and_day", fields=["subject", "valid_from"]),
        ]
        indexes = [models.Index(fields=["subject", "valid_to"], name="people_earlier_subject")]

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from}–{self.valid_to}"

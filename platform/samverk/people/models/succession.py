"""Which part of the organisation came after which."""

from django.db import models


class SuccessionLine(models.Model):
    """One gave way to another on a day; a split has several lines, a merger too."""

    day = models.DateField()
    before = models.UUIDField()
    after = models.UUIDField(db_index=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(name="one_succession_line_per_pair", fields=["before", "after"])]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

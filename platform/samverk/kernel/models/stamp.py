"""When something that everybody's rights and places follow from was changed last."""

from django.db import models


class Stamp(models.Model):
    """A number that is another one after every transaction that changed one of the tables it stands for.

    Written by the database as the transaction ends, never by Python (`kernel.stamping`).
    """

    name = models.CharField(max_length=30, primary_key=True)
    value = models.BigIntegerField(help_text="Number of the last transaction that changed one of its tables")

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"

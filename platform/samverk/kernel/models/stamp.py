"""Numbers of a site, by name: when what its rights and places follow from changed last, which rights it was given."""

from django.db import models


class Stamp(models.Model):
    """A number by its name.

    The stamp of standing is another one after every transaction that changed one of the tables it stands for; the
    database writes it as the transaction ends, never Python (`kernel.stamping`). Beside it stands what
    `kernel.standard_rights` has given.
    """

    name = models.CharField(max_length=30, primary_key=True)
    value = models.BigIntegerField(help_text="Number of the last transaction that changed one of its tables")

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"

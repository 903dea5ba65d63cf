"""An entry's place in its site's chain (LAW-54)."""

from django.db import models


class AuditLink(models.Model):
    """Sequence without gaps, the link before, and a hash over both and over the entry.

    Written by the database at the end of the entry's transaction, never by Python. It holds nothing of a person,
    so it stays when the entry itself is disposed of: what is left can still be verified.
    """

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    entry_hash = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"

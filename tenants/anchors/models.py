"""The end of a site's chain at a moment (LAW-54)."""

from django.db import models


class AuditAnchor(models.Model):
    """Number and hash of the last link; only the operator's site writes, a site reads its own.

    `begins` marks where the chain was taken up anew after a restore, with the reason: anchors before it told of a
    log that the restore put back.
    """

    schema_name = models.CharField(max_length=63)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    begins = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["schema_name", "id"]
        indexes = [models.Index(fields=["schema_name", "id"], name="anchors_of_a_site")]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.seq} {self.hash[:12]}"

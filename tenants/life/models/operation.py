"""One operation on a whole site and how far it has come, so that the next process can go on after a kill -9."""

from django.db import models
from django.db.models import Q


class Operation(models.Model):
    """A restore or an erasure. The step is written in the same transaction as what it tells of."""

    class Kind(models.TextChoices):
        """Operations that take several transactions; the others are one."""

        RESTORE = "restore"
        ERASE = "erase"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    schema_name = models.CharField(max_length=63, db_index=True)
    slug = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    step = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    not_before = models.DateTimeField(null=True, help_text="End of the grace period of an erasure")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_unfinished_operation_per_site", fields=["schema_name"], condition=Q(finished_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}: {self.step}"

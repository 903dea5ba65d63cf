"""One line in a site's own log of what was done (PF-63)."""

from typing import Any

from django.db import models


class AuditEntry(models.Model):
    """Who, in what capacity, by which right, did what to what, when, from where, with which result.

    Append-only: a trigger in the database refuses UPDATE, DELETE and TRUNCATE, so that not even our own code
    can rewrite it. The person is stored as opaque uuid and the name of the moment, not as a foreign key:
    the log outlives the account. At the end of the transaction the database gives the entry its link in the
    site's chain (`AuditLink`).
    """

    at = models.DateTimeField(db_index=True)
    site = models.CharField(max_length=63, blank=True, db_default="", help_text="Schema the entry was written in")
    actor_uuid = models.UUIDField(null=True, db_index=True)
    actor_name = models.CharField(max_length=200)
    capacity = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    object_label = models.CharField(max_length=200, blank=True)
    right = models.CharField(max_length=120, blank=True, db_default="", help_text="Which right was used (LAW-54)")
    result = models.CharField(max_length=20, default="done")
    address = models.GenericIPAddressField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once.

        Raises:
            RuntimeError: on an attempt to change an entry.
        """
        if self.pk is not None:
            raise RuntimeError("An audit entry is never changed")
        super().save(*args, **kwargs)

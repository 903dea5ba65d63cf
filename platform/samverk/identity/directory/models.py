"""(issuer, subject hash) → site, capacity, from–to; and handoffs. Nothing else of a person is shared (law 3)."""

from django.db import models
from django.db.models import F, Q


class DirectoryEntry(models.Model):
    """One person on one site.

    `person_key` is an HMAC of (issuer, subject): the table alone tells nobody who it is.
    """

    person_key = models.CharField(max_length=64, db_index=True)
    schema_name = models.CharField(max_length=63)
    user_uuid = models.UUIDField()
    capacity = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_entry_per_person_and_site", fields=["person_key", "schema_name"]),
            models.CheckConstraint(
                name="entry_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_key[:8]} @ {self.schema_name}"


class Handoff(models.Model):
    """A person on the way from one site to the next: single use, 30 seconds, bound to browser and target."""

    token_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64)
    person_key = models.CharField(max_length=64)
    source_schema = models.CharField(max_length=63)
    target_schema = models.CharField(max_length=63)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source_schema} → {self.target_schema}"

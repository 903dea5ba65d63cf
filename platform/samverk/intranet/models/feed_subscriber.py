"""Somebody outside who fetches the news of the whole group for an intranet of their own (PF-60)."""

from django.db import models


class FeedSubscriber(models.Model):
    """A company's own intranet, with an address nobody else knows; only the address's fingerprint is kept."""

    name = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

"""What waits for a person on another of their sites: narrow facts, fetched in their own rights and kept at home."""

from django.conf import settings
from django.db import models


class SiteGlance(models.Model):
    """One person, one other site. Nothing but a number and some headlines with their addresses there."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="glances")
    site = models.CharField(max_length=63, help_text="Schema of the other site")
    unread = models.PositiveIntegerField(default=0)
    headlines = models.JSONField(default=list)
    fetched_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="one_glance_per_person_and_site", fields=["user", "site"])]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.site}"

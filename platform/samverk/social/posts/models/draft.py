"""What somebody has begun to write."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A person's one unfinished post; nobody else reads it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    #: Thrown away, and kept for those minutes in which that can be taken back.
    thrown_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.saved_at}"

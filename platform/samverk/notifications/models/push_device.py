"""A browser that wants to be told."""

from django.conf import settings
from django.db import models


class PushDevice(models.Model):
    """One subscription (Push API); whoever holds its address and keys can write to the browser."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=700, unique=True)
    public_key = models.CharField(max_length=120)
    auth_secret = models.CharField(max_length=60)
    device = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.device

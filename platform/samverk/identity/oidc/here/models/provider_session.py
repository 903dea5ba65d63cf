"""A session that began at a provider, so that the provider can end it."""

from django.conf import settings
from django.db import models


class ProviderSession(models.Model):
    """Found by (provider, sid) or (provider, subject), both kept as HMACs only: neither tells who it is (LAW-48)."""

    session_key = models.CharField(max_length=40, unique=True)
    provider_key = models.SlugField(max_length=40)
    sid_hash = models.CharField(max_length=64, blank=True)
    subject_hash = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="provider_sessions")
    began_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["provider_key", "sid_hash"], name="oidc_session_by_sid"),
            models.Index(fields=["provider_key", "subject_hash"], name="oidc_session_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_key}: {self.user_id}"

"""A list of people that somebody has uploaded and not yet confirmed."""

import uuid

from django.conf import settings
from django.db import models

from samverk.identity.models import Capacity


class ImportDraft(models.Model):
    """The rows as read; thrown away when confirmed, or when an hour has passed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_drafts")
    issuer = models.CharField(max_length=255)
    capacity = models.CharField(max_length=20, choices=Capacity.choices, default=Capacity.EMPLOYEE)
    rows = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.uuid)

"""A critical message to every site: what is said, by which site and until when; no person is named."""

import uuid

from django.db import models
from django.db.models import F, Q


class SharedAlarm(models.Model):
    """Every site reads it; only the operator's site and cooperations write, and a cooperation only its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema_name = models.CharField(max_length=63, help_text="The site that raised it")
    severity = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=600, blank=True)
    is_exercise = models.BooleanField(default=False)
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-begins", "-id"]
        constraints = [
            models.CheckConstraint(name="a_shared_alarm_ends_after_it_begins", condition=Q(ends__gte=F("begins")))
        ]

    def __str__(self) -> str:
        return self.title

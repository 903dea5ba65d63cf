"""A critical message that stands on every page of the site until it ends (PF-16, LAW-52)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """How loud it is; the words stand before the message, so that colour is never alone."""

    CRISIS = "crisis", _("Fara")
    SERIOUS = "serious", _("Allvarlig störning")
    NOTICE = "notice", _("Viktigt meddelande")


class Alarm(models.Model):
    """One message of this site. The row stays when it has ended: together the rows are the log of alarms."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=600, blank=True)
    link = models.CharField(max_length=500, blank=True)
    is_exercise = models.BooleanField(default=False)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-begins", "-id"]
        default_permissions = ()
        permissions = [("raise_banner", "Can raise a critical banner")]
        constraints = [models.CheckConstraint(name="an_alarm_ends_after_it_begins", condition=Q(ends__gte=F("begins")))]

    def __str__(self) -> str:
        return self.title

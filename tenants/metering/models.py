"""What was measured, and what was judged from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SiteMinute(models.Model):
    """One minute of one site with something to tell: requests, errors, durations, the age of its oldest job."""

    schema_name = models.CharField(max_length=63)
    minute = models.DateTimeField(db_index=True)
    requests = models.PositiveIntegerField()
    errors = models.PositiveIntegerField(help_text="Answers of 500 and above")
    durations = ArrayField(models.PositiveIntegerField(), help_text="Counts by bucket: tenants.metering.histogram")
    queue_seconds = models.FloatField(default=0, help_text="Age of the oldest job that waited")

    class Meta:
        default_permissions = ()
        ordering = ["schema_name", "minute"]
        constraints = [
            models.UniqueConstraint(name="a_minute_of_a_site_once", fields=["schema_name", "minute"]),
            models.CheckConstraint(name="errors_are_requests", condition=Q(errors__lte=F("requests"))),
        ]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.minute:%Y-%m-%d %H:%M} {self.requests}"


class SiteStorage(models.Model):
    """How much room one site took on one day."""

    schema_name = models.CharField(max_length=63)
    day = models.DateField()
    database_bytes = models.BigIntegerField()
    file_bytes = models.BigIntegerField()
    files = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["schema_name", "-day"]
        constraints = [models.UniqueConstraint(name="a_day_of_a_site_once", fields=["schema_name", "day"])]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.day}"


class Incident(models.Model):
    """A time when something was wrong with one site."""

    class Kind(models.TextChoices):
        """What was."""

        ERRORS = "errors", _("Många fel")

    schema_name = models.CharField(max_length=63)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    requests = models.PositiveIntegerField(help_text="In the minutes that raised the alarm")
    errors = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["-began_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_incident_per_site_and_kind", fields=["schema_name", "kind"], condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.kind} {self.began_at:%Y-%m-%d %H:%M}"

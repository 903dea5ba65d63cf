"""Somebody who leaves, and what they leave behind."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who said that the person leaves."""

    MAINTAINER = "maintainer", _("Systemförvaltaren")
    DIRECTORY = "directory", _("Kommunens katalog")
    HOME = "home", _("Den egna kommunen")


class State(models.TextChoices):
    """How far it has come."""

    PLANNED = "planned", _("Planerat")
    DONE = "done", _("Genomfört")
    CANCELLED = "cancelled", _("Återtaget")


class Departure(models.Model):
    """One person's last day here. Kept when it is done: it tells who took over what, and why."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="departures")
    last_day = models.DateField()
    source = models.CharField(max_length=20, choices=Source.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    told_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["last_day", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="planned"), name="one_planned_departure_per_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class HandoverItem(models.Model):
    """One thing a leaver owned: in the queue until somebody has it."""

    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=300)
    given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["departure", "kind", "key"], name="a_thing_is_handed_over_once"),
            models.CheckConstraint(
                condition=Q(given_to=None, given_at=None) | Q(given_to__isnull=False, given_at__isnull=False),
                name="given_to_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.label

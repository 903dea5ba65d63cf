"""Somebody from another site who may administer this one for a while (TN-10)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Delegation(models.Model):
    """Given by the municipality's own maintainers, from one day to another; ended, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations")
    home_slug = models.CharField(max_length=63)
    home_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    valid_from = models.DateField()
    valid_to = models.DateField()
    granted_by = models.CharField(max_length=200)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    brought_here = models.BooleanField(default=False, help_text="The person's membership here came with it")

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="delegation_ends_after_it_begins", condition=Q(valid_to__gte=F("valid_from"))),
            models.UniqueConstraint(name="one_open_delegation_per_person", fields=["user"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.home_name})"

    def is_in_force(self, day: date) -> bool:
        """Does it give anything on this day?"""
        return self.ended_at is None and self.valid_from <= day <= self.valid_to


def in_force(day: date) -> Q:
    """The same as a condition."""
    return Q(ended_at=None, valid_from__lte=day, valid_to__gte=day)

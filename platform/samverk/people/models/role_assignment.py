"""Who holds which of the roles that a site must have (TN-08)."""

from django.conf import settings
from django.db import models

from .dated import Dated


class RoleAssignment(Dated):
    """A person in a role, as its holder or as the holder's deputy. The roles themselves stand in `roles.catalogue`."""

    role = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_assignments")
    is_deputy = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        ordering = ["role", "is_deputy", "valid_from", "pk"]
        indexes = [models.Index(fields=["role", "valid_to"], name="people_role_holders")]

    def __str__(self) -> str:
        return f"{self.role}: {self.user}"


class RoleAlarm(models.Model):
    """What was last known of a role, so that the system maintainers are told once of each vacancy."""

    role = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=8)
    why = models.CharField(max_length=12)
    since = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role"]

    def __str__(self) -> str:
        return f"{self.role}: {self.state}"

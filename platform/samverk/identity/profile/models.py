"""Which version of a person's profile lies here, and where it came from."""

from django.conf import settings
from django.db import models


class CarriedProfile(models.Model):
    """At home: the version last sent and what the person lets travel. Elsewhere: the version taken, and from whom.

    The version is a moment in microseconds: it goes on growing when a site is put back to an earlier day, so that a
    restored home is still listened to.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="carried")
    version = models.BigIntegerField(default=0)
    carries_title = models.BooleanField(default=True)
    carries_email = models.BooleanField(default=True)
    came_from = models.CharField(max_length=63, blank=True, help_text="Short name of the home site; empty at home")
    carried_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.version}"

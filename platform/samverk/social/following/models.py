"""Who follows what."""

from django.conf import settings
from django.db import models


class Follow(models.Model):
    """A person follows a thing of any registered kind; how and how often they are told is for notifications."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        ordering = ["-since", "-pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_follow_per_person_and_thing", fields=["user", "kind", "key"])]
        indexes = [
            models.Index(fields=["kind", "key", "user"], name="followers_of_a_thing"),
            models.Index(fields=["user", "-since"], name="what_somebody_follows"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

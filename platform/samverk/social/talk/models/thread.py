"""What is said about one thing."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Thread(models.Model):
    """One for each thing somebody has commented; made by the first comment.

    `comments` is how many can be read: without those that were taken away or hidden.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    comments = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    locked_reason = models.CharField(max_length=300, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_thread_per_thing", fields=["kind", "key"]),
            models.CheckConstraint(name="a_locked_thread_says_why", condition=Q(locked_at=None) | ~Q(locked_reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

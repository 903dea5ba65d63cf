"""Something a person wants to be reminded of; their own, nobody else's."""

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """`done_at` rather than a deletion, so that it can be undone; what is done is forgotten after thirty days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    text = models.CharField(max_length=200)
    due = models.DateField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["due", "id"]
        indexes = [models.Index(name="reminders_of_a_person", fields=["user", "done_at", "due"])]

    def __str__(self) -> str:
        return self.text

"""A letter to somebody: claimed before it is sent, so that two workers never send the same."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from samverk.notifications.ways import Pace


class Letter(models.Model):
    """One letter. Its number is in the Message-ID: sent again after a crash, it is the same to a mail program."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pace = models.SmallIntegerField(choices=Pace.choices)
    #: The day of a daily or weekly letter; the first notice's key for one that goes at once.
    slot = models.CharField(max_length=40)
    address = models.EmailField(blank=True)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    #: Sent, or found to be about nothing the person may still see.
    closed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "pace", "slot"], name="one_letter_for_each_occasion"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(closed_at=None), name="notifications_letters_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_pace_display()} {self.slot}"

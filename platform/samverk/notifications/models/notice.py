"""That somebody is told of an event: the one row by which nothing is told twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from samverk.notifications.events import MyRole
from samverk.notifications.ways import Pace

from .event import Event
from .letter import Letter


class MailState(models.IntegerChoices):
    """Where the notice stands on its way into a letter."""

    NONE = 0, "No letter was wanted"
    WAITING = 1, "Waits for the next letter"
    IN_LETTER = 2, "Lies in a letter"
    NOT_NEEDED = 3, "Was read before, or may not be seen any more"


class PushState(models.IntegerChoices):
    """Where the notice stands on its way to the person's devices."""

    NONE = 0, "Not wanted"
    WAITING = 1, "To be sent"
    DONE = 2, "Sent, or there was nowhere to send it"


class Notice(models.Model):
    """One person, one event. The ways were decided when it was made; `letter` is the one letter it is in."""

    # The table that grows fastest: only what is asked for has an index, the rest would be written for nothing.
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", db_index=False)
    my_role = models.SmallIntegerField(choices=MyRole.choices)
    created_at = models.DateTimeField()
    #: Whom the person stands in for, where that is why they are told.
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    in_inbox = models.BooleanField(default=True)
    is_mandatory = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)
    pace = models.SmallIntegerField(choices=Pace.choices, default=Pace.NEVER)
    mail_state = models.SmallIntegerField(choices=MailState.choices, default=MailState.NONE)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.PROTECT, related_name="notices", db_index=False)
    push_state = models.SmallIntegerField(choices=PushState.choices, default=PushState.NONE)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="nobody_is_told_twice"),
            models.CheckConstraint(
                condition=Q(mail_state=MailState.IN_LETTER, letter__isnull=False)
                | (~Q(mail_state=MailState.IN_LETTER) & Q(letter=None)),
                name="what_lies_in_a_letter_has_one",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notifications_of_somebody"),
            models.Index(
                fields=["instead_of"], condition=Q(instead_of__isnull=False), name="notifications_stood_in_for"
            ),
            models.Index(fields=["letter"], condition=Q(letter__isnull=False), name="notifications_in_letter"),
            models.Index(
                fields=["user", "-id"], condition=Q(in_inbox=True, read_at=None), name="notifications_inbox_unread"
            ),
            models.Index(
                fields=["pace", "created_at", "user"],
                condition=Q(mail_state=MailState.WAITING),
                name="notifications_for_letters",
            ),
            models.Index(fields=["id"], condition=Q(push_state=PushState.WAITING), name="notifications_for_push"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.event_id}"

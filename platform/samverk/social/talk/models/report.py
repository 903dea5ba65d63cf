"""Somebody says that something should not stand there, and what the moderators made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why something is reported or hidden."""

    UNKIND = "unkind", _("Kränkande eller hotfullt")
    PERSONAL = "personal", _("Personuppgifter som inte ska stå här")
    SECRET = "secret", _("Sekretess")
    WRONG = "wrong", _("Felaktigt eller vilseledande")
    OTHER = "other", _("Annat")


#: The author of something hidden asks for another look: it lies in the same queue.
APPEAL = "appeal"


class Report(models.Model):
    """One person's report of one thing; open until a moderator has decided."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=12, choices=[*Reason.choices, (APPEAL, _("Begäran om ny prövning"))])
    text = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        default_permissions = ()
        permissions = [("moderate", "Can moderate what people say")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_report_per_person_and_thing",
                fields=["kind", "key", "reporter"],
                condition=Q(decided_at=None),
            )
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(decided_at=None), name="reports_that_wait")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Deed(models.TextChoices):
    """What a moderator did."""

    HIDDEN = "hidden", _("Dold")
    RESTORED = "restored", _("Återställd")
    DISMISSED = "dismissed", _("Lämnad som den var")
    FORGOTTEN = "forgotten", _("Texten gallrad")


class Moderation(models.Model):
    """One line of the trail that moderators see; it holds no text of what was said."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    deed = models.CharField(max_length=12, choices=Deed.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    text = models.CharField(max_length=1000, blank=True, help_text="What the author is told")
    at = models.DateTimeField()
    #: Of something hidden: when its text is let go of; empty once that is done or it was restored.
    forget_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["kind", "key"], name="moderation_of_a_thing"),
            models.Index(fields=["forget_at"], condition=Q(forget_at__isnull=False), name="texts_to_let_go"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.deed}"

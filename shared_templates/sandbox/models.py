"""Resets of the sandbox: who asked for each, how far it has come, and which texts it put there (TP-08)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ResetState(models.TextChoices):
    """How it stands."""

    PENDING = "pending", _("Pågår")
    DONE = "done", _("Klar")
    FAILED = "failed", _("Gick inte")


class ResetStep(models.TextChoices):
    """What the worker is doing."""

    WAITING = "", _("Väntar på sin tur")
    CREATING = "creating", _("Skapar övningsmiljön")
    READING = "reading", _("Läser mallen")
    LOADING = "loading", _("Gör i ordning kopian")
    CHANGING = "changing", _("Byter ut det gamla mot det nya")


class SandboxReset(models.Model):
    """One reset. In the model's schema; a sandbox itself has none."""

    uuid = models.UUIDField(unique=True, help_text="Comes with the form: sent twice it is one")
    state = models.CharField(max_length=8, choices=ResetState.choices, default=ResetState.PENDING)
    step = models.CharField(max_length=8, choices=ResetStep.choices, blank=True)
    why = models.TextField(blank=True, help_text="Why it failed, for a person")
    asked_by = models.CharField(max_length=200)
    asked_by_uuid = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    held = models.JSONField(default=dict, help_text="Key of each master → hash of the text it put there")

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="one_reset_at_a_time", fields=["state"], condition=Q(state="pending"))
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def is_pending(self) -> bool:
        """The worker has something left to do."""
        return self.state == ResetState.PENDING

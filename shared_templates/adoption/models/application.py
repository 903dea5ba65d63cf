"""What became of a release here: asked for, taken, undone, or put off item by item."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    """How far it has come, and what became of it."""

    WAITING = "waiting", _("Väntar på sin tur")
    RUNNING = "running", _("Införs")
    FAILED = "failed", _("Gick inte att införa")
    DONE = "done", _("Införd")
    UNDONE = "undone", _("Ångrad")
    LEFT = "left", _("Lämnad åt er")
    ANSWERS = "answers", _("Svar sparade")


#: States in which the worker has something left to do.
PENDING = (ApplicationState.WAITING, ApplicationState.RUNNING)


class Application(models.Model):
    """Items of a release brought in here, all of them or none.

    `before` is how the items were, so that it can be undone: key → the row's fields before (null where there was none)
    and its revision after. A row of answers is no attempt: it holds what somebody has chosen and not taken yet.
    """

    uuid = models.UUIDField(unique=True, help_text="Comes with the form or the task: sent twice it is one")
    release = models.UUIDField(db_index=True)
    name = models.CharField(max_length=160, help_text="Name and version of the release")
    state = models.CharField(max_length=8, choices=ApplicationState.choices, default=ApplicationState.DONE)
    asked_by = models.CharField(max_length=200)
    asked_by_uuid = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    wanted = models.JSONField(default=list, help_text="Keys of the items that shall be taken")
    choices = models.JSONField(default=dict, help_text="Answers to conflicts, by item")
    why = models.TextField(blank=True, db_default="", help_text="Why it failed, for a person")
    counts = models.JSONField(default=dict)
    before = models.JSONField(default=dict, help_text="Key → [fields before or null, revision after]")

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def is_pending(self) -> bool:
        """The worker has something left to do."""
        return self.state in PENDING


class PutOff(models.Model):
    """A version of an item that is not taken: for now (`until`), or not at all, with the reason."""

    key = models.UUIDField()
    version = models.PositiveIntegerField()
    until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_word_about_a_version", fields=["key", "version"])]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

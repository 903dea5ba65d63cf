"""A value somebody has chosen, on one level."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How far a level's value reaches."""

    LOCKED = "locked", _("Låst: gäller här och på alla nivåer under")
    DEFAULT = "default", _("Förval: gäller tills en nivå under väljer annat")
    FREE = "free", _("Fritt: gäller bara här, nivåerna under bestämmer själva")


class SettingValue(models.Model):
    """One key on one level of this site. The row stays when the value is reset, to say who did it and to undo it.

    `revision` changes with every write: whoever saves a form made from an older one is told, not obeyed.
    """

    key = models.CharField(max_length=80)
    scope_kind = models.CharField(max_length=20)
    scope_id = models.CharField(max_length=40, blank=True)
    is_set = models.BooleanField(default=True)
    value = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=Mode.choices, default=Mode.DEFAULT)
    set_at = models.DateTimeField()
    set_by_uuid = models.UUIDField(null=True)
    set_by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)
    revision = models.UUIDField(default=uuid.uuid4)
    before = models.JSONField(null=True, help_text="What stood here before: is_set, value, state")

    class Meta:
        ordering = ["key", "scope_kind", "scope_id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_value_per_key_and_level", fields=["key", "scope_kind", "scope_id"]),
            models.CheckConstraint(name="setting_mode_is_known", condition=Q(state__in=["locked", "default", "free"])),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.scope_kind} {self.scope_id})".replace(" )", ")")

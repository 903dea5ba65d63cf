"""A change of the organisation, prepared beforehand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .dated import known_by


class PlanState(models.TextChoices):
    """Where a plan is on its way."""

    DRAFT = "draft", _("Utkast")
    SCHEDULED = "scheduled", _("Beslutad")
    APPLIED = "applied", _("Genomförd")
    UNDONE = "undone", _("Ångrad")
    CANCELLED = "cancelled", _("Kastad")


class ReorganisationPlan(models.Model):
    """Steps that take effect together on a day.

    `steps` are what `reorganising.steps` reads; `journal` is what was written when they took effect, row by row, by
    which the plan can be undone.
    """

    uuid = known_by()
    title = models.CharField(max_length=200)
    day = models.DateField()
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    steps = models.JSONField(default=list)
    journal = models.JSONField(default=list)
    followed = models.JSONField(default=dict, help_text="What followed to the successors, by kind, and how many")
    hindrance = models.TextField(blank=True, help_text="Why it could not take effect on its day")
    made_by = models.CharField(max_length=200)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_applied_plan_says_when", condition=~Q(state="applied") | Q(applied_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.title

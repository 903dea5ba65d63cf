"""Why an item differs here (TP-03, TN-14, TP-17)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_templates.adoption.models.adopted import Adopted


class Reason(models.TextChoices):
    """The five sorts of reasons."""

    LAW = "law", _("Lag")
    ORGANISATION = "organisation", _("Organisation")
    CONTRACT = "contract", _("Avtal")
    TECHNOLOGY = "technology", _("Teknik")
    HABIT = "habit", _("Vana")


class DeviationState(models.TextChoices):
    """How far it has come."""

    PROPOSED = "proposed", _("Väntar på godkännande")
    APPROVED = "approved", _("Gäller")
    REFUSED = "refused", _("Avslaget")
    CLOSED = "closed", _("Avslutat")


#: States in which a deviation counts.
OPEN = (DeviationState.PROPOSED, DeviationState.APPROVED)


class Deviation(models.Model):
    """One departure from the model (*avsteg*): who answers for it, what it costs, when it is looked at again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Adopted, on_delete=models.CASCADE, related_name="deviations")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    text = models.TextField()
    unit = models.UUIDField(null=True, blank=True, help_text="Only this unit departs; else the whole municipality")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cost_a_year = models.PositiveIntegerField(default=0, help_text="SEK")
    review_on = models.DateField()
    state = models.CharField(max_length=8, choices=DeviationState.choices, default=DeviationState.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_approved_deviation_has_its_day",
                condition=~Q(state="approved") | Q(decided_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.reason}"

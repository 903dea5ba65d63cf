"""Why an item differs here, and what has become of it since (TP-03, TN-14, TP-17)."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
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
    REVIEW = "review", _("Ska omprövas")
    REFUSED = "refused", _("Skickat tillbaka")
    EXPIRED = "expired", _("Har gått ut")
    CLOSED = "closed", _("Avslutat")


#: States in which a deviation counts: what differs is explained.
OPEN = (DeviationState.PROPOSED, DeviationState.APPROVED, DeviationState.REVIEW)


#: SEK a year that somebody may estimate; the column holds little more.
LARGEST_COST = 2_000_000_000


class Deviation(models.Model):
    """One departure from the model (*avsteg*): who answers for it, what it costs, when it is looked at again."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    item = models.ForeignKey(Adopted, on_delete=models.CASCADE, related_name="deviations")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    text = models.TextField()
    unit = models.UUIDField(null=True, blank=True, help_text="Only this unit departs; else the whole municipality")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cost_a_year = models.PositiveIntegerField(
        null=True, blank=True, help_text="SEK as somebody estimated it; 0 is an estimate too"
    )
    review_on = models.DateField()
    state = models.CharField(max_length=8, choices=DeviationState.choices, default=DeviationState.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True, help_text="Of the last decision; a habit ages from it")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.CharField(max_length=300, blank=True)
    revision = models.UUIDField(default=uuid4, db_default=RandomUUID(), help_text="Changes with every change")
    moves = models.JSONField(null=True, blank=True, help_text="What reorganisations changed (deviations.moving)")

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

    @property
    def is_open(self) -> bool:
        """Does it explain what differs."""
        return self.state in OPEN


class Step(models.TextChoices):
    """What has happened to a deviation."""

    PROPOSED = "proposed", _("Föreslaget")
    CHANGED = "changed", _("Skrivet om")
    RENEWED = "renewed", _("Förnyelse begärd")
    APPROVED = "approved", _("Godkänt")
    REFUSED = "refused", _("Skickat tillbaka")
    REVIEW = "review", _("Dags att ompröva")
    EXPIRED = "expired", _("Gick ut")
    CLOSED = "closed", _("Avslutat")
    HANDED = "handed", _("Överlämnat till")
    MOVED = "moved", _("Följde med enheten")
    MERGED = "merged", _("Slogs ihop med ett annat")
    PUT_BACK = "put_back", _("Återställt: omorganisationen ångrades")


class DeviationStep(models.Model):
    """One line of a deviation's history: what, who, when and why."""

    deviation = models.ForeignKey(Deviation, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=8, choices=Step.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.deviation_id} {self.step}"

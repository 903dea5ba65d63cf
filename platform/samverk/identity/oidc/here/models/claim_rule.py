"""What a claim makes of a person here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverk.identity.house_groups import label_of
from samverk.identity.models import Capacity

ANY = "*"


class Effect(models.TextChoices):
    """What a rule decides."""

    CAPACITY = "capacity", _("Roll i kommunen")
    UNIT = "unit", _("Enhet")
    GROUP = "group", _("Grupp")
    ASSURANCE = "assurance", _("Tillitsnivå")


class ClaimRule(models.Model):
    """If `claim` has one of `values` (or any, with `*`), the person gets `outcome`.

    For capacity, unit and assurance the first rule that fits decides; every group rule that fits counts.
    """

    provider_key = models.SlugField(max_length=40)
    effect = models.CharField(max_length=10, choices=Effect.choices)
    claim = models.CharField(max_length=200)
    values = ArrayField(models.CharField(max_length=255))
    outcome = models.CharField(max_length=200, help_text="employee, a unit's or a group's name, or 1–4")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        default_permissions = ()
        indexes = [models.Index(fields=["provider_key"], name="oidc_rule_provider")]
        constraints = [
            models.CheckConstraint(name="rule_names_a_claim", condition=~Q(claim="")),
            models.CheckConstraint(name="rule_names_a_value", condition=Q(values__len__gt=0)),
            models.CheckConstraint(
                name="rule_gives_a_level_that_exists",
                condition=~Q(effect="assurance") | Q(outcome__in=["1", "2", "3", "4"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} = {', '.join(self.values)} → {self.effect} {self.outcome}"

    @property
    def shown_outcome(self) -> str:
        """The outcome as people say it: "Anställd", "Redaktörer"."""
        if self.effect == Effect.CAPACITY and self.outcome in Capacity.values:
            return str(Capacity(self.outcome).label)
        if self.effect == Effect.GROUP:
            return label_of(self.outcome)
        return self.outcome

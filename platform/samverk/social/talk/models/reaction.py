"""A word at the press of a button."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReactionKind(models.TextChoices):
    """What one can say without writing; the value is what stands in addresses."""

    THANKS = "tack", _("Tack")
    GOOD = "bra", _("Bra")
    CONGRATULATIONS = "grattis", _("Grattis")
    AGREE = "instammer", _("Instämmer")
    WONDER = "undrar", _("Undrar")

    @property
    def icon(self) -> str:
        """Name in ui's icon set."""
        return ICONS[self]


ICONS = {
    ReactionKind.THANKS: "heart",
    ReactionKind.GOOD: "thumb",
    ReactionKind.CONGRATULATIONS: "star",
    ReactionKind.AGREE: "check",
    ReactionKind.WONDER: "question",
}


class Reaction(models.Model):
    """One of each kind per person and thing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    reaction = models.CharField(max_length=12, choices=ReactionKind.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_reaction_of_a_kind_per_person", fields=["kind", "key", "reaction", "user"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.reaction}"


class ReactionCount(models.Model):
    """How many reacted; written with the reaction, never counted on a page."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    reaction = models.CharField(max_length=12, choices=ReactionKind.choices)
    number = models.IntegerField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_number_per_reaction", fields=["kind", "key", "reaction"])]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.reaction} {self.number}"

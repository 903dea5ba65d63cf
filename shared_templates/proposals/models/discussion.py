"""What the other municipalities say of a proposal: a vote each, and comments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_templates.proposals.models.proposal import Proposal


class Stance(models.TextChoices):
    """A municipality's word."""

    FOR = "for", _("För")
    AGAINST = "against", _("Mot")
    ABSTAINS = "abstains", _("Avstår")


class Vote(models.Model):
    """One a municipality; given anew, the last counts, until the proposal is decided."""

    proposal = models.ForeignKey(Proposal, on_delete=models.DO_NOTHING, db_constraint=False, related_name="votes")
    schema_name = models.CharField(max_length=63, help_text="Of the municipality that votes")
    municipality = models.CharField(max_length=200)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    why = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["municipality", "pk"]
        constraints = [models.UniqueConstraint(name="one_vote_a_municipality", fields=["proposal", "schema_name"])]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.stance}"


class Comment(models.Model):
    """Somebody's words for a municipality or for the model. What is withdrawn leaves a row that says so."""

    uuid = models.UUIDField(unique=True, help_text="Comes with the form: sent twice it is one")
    proposal = models.ForeignKey(Proposal, on_delete=models.DO_NOTHING, db_constraint=False, related_name="comments")
    schema_name = models.CharField(max_length=63, help_text="Of the writer's site")
    organisation = models.CharField(max_length=200, help_text="Its name")
    writer_uuid = models.UUIDField(help_text="The person, on that site")
    writer = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_withdrawn_comment_says_nothing",
                condition=models.Q(withdrawn_at=None) & ~models.Q(text="")
                | models.Q(withdrawn_at__isnull=False, text=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.writer} ({self.organisation})"

"""A municipality's own words for an item of the model, and what the model answered (TP-13)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_templates.content.kinds import KINDS, ItemKind
from shared_templates.content.values import Content, from_json


class State(models.TextChoices):
    """How far it has come. Never stored: told by the days on the proposal, its decision and the releases."""

    DRAFT = "draft", _("Utkast")
    SENT = "sent", _("Öppet")
    ACCEPTED = "accepted", _("Antaget")
    DECLINED = "declined", _("Avslaget")
    WITHDRAWN = "withdrawn", _("Tillbakadraget")
    RELEASED = "released", _("Infört i mallen")


class Proposal(models.Model):
    """Seen by its own municipality alone until it is sent, by all of them after; then the database keeps it as it is.

    It holds only what the municipality publishes by sending it: the proposed text, why, and who sent it.
    """

    uuid = models.UUIDField(unique=True, help_text="Comes with the form: sent twice it is one")
    schema_name = models.CharField(max_length=63, help_text="Of the municipality that proposes")
    municipality = models.CharField(max_length=200, help_text="Its name")
    template = models.CharField(max_length=63, help_text="Schema of the template that released the item")
    key = models.UUIDField(help_text="Of the item")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=20)
    area = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField(help_text="Of the item, from which the text began")
    content = models.JSONField(help_text="shared_templates.content.values.as_json")
    why = models.TextField()
    sender = models.CharField(max_length=200, blank=True)
    sender_title = models.CharField(max_length=200, blank=True)
    revision = models.UUIDField(default=uuid4, help_text="Changes with every change")
    kept_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(name="proposals_of_an_item", fields=["key"])]
        constraints = [
            models.UniqueConstraint(
                name="one_draft_of_a_proposal", fields=["schema_name", "key"], condition=Q(sent_at=None)
            ),
            models.CheckConstraint(
                name="what_is_sent_says_who_and_why", condition=Q(sent_at=None) | (~Q(sender="") & ~Q(why=""))
            ),
            models.CheckConstraint(
                name="only_what_was_sent_is_withdrawn", condition=Q(withdrawn_at=None) | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.municipality})"

    @property
    def name(self) -> str:
        """As people read it: P-08 Avvikelse (Skara)."""
        return f"{self.code} {self.title} ({self.municipality})"

    @property
    def sort(self) -> ItemKind:
        """Its kind's declaration."""
        return KINDS[self.kind]

    @property
    def state(self) -> State:
        """How far it has come, for one that was read by `queries.proposals`."""
        return State(self.how_far)  # type: ignore[attr-defined]

    def said(self) -> Content:
        """The proposed text."""
        return from_json(self.content)


class Decision(models.Model):
    """The model's answer, given once. `in_version` is the version of the item in which an accepted text comes."""

    # The database itself takes the answer away with the proposal, whoever wrote it (migration 0002).
    proposal = models.OneToOneField(Proposal, on_delete=models.DO_NOTHING, db_constraint=False, related_name="decision")
    schema_name = models.CharField(max_length=63, help_text="The template's")
    accepted = models.BooleanField()
    why = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    in_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="an_accepted_proposal_has_its_version_a_declined_one_its_reason",
                condition=Q(accepted=True, in_version__isnull=False)
                | (Q(accepted=False, in_version=None) & ~Q(why="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {'accepted' if self.accepted else 'declined'}"

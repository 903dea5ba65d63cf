"""The two halves of a delegation on their way: what a site offers, and what somebody from another site answers."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q


class Invitation(models.Model):
    """A site asks somebody of another site, whom it cannot see, to administer it. Only that site writes here.

    Whoever holds the code and is signed in at `home_schema` may answer, once; of the code only the hash is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    target_schema = models.CharField(max_length=63, db_index=True)
    home_schema = models.CharField(max_length=63)
    note = models.CharField(max_length=100, help_text="Whom the inviter meant; shown to the inviting site only")
    reason = models.CharField(max_length=500)
    valid_to = models.DateField(help_text="Last day of the delegation")
    invited_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="Withdrawn, or answered and decided")

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="invitation_leads_elsewhere", condition=~Q(target_schema=F("home_schema"))),
            models.CheckConstraint(
                name="invitation_expires_after_it_is_made", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_schema} → {self.home_schema}"

    def is_open(self, now: datetime) -> bool:
        """May it be answered at this moment?"""
        return self.settled_at is None and now < self.expires_at


class Answer(models.Model):
    """Somebody at home says yes: who they are, for the inviting site to look at. Only the home site writes here.

    Removed when the inviting site has decided: what it needs of the person is then in its own schema.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="answer")
    home_schema = models.CharField(max_length=63)
    target_schema = models.CharField(max_length=63)
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    display_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.home_schema} → {self.target_schema}"

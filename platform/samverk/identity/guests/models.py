"""A guest's stay: who invited whom, what for, until when, and to what."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from samverk.identity.guests.terms import UNDO_DAYS
from samverk.identity.models.user import local_issuer
from tenants.queries import active_schema


class GuestStay(models.Model):
    """One invitation and what became of it; ended, never deleted: what the guest wrote stays, and so does why.

    `link_hash` is the digest of the one link that opens the invitation. The link itself is made when the mail is
    sent and kept nowhere.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="guest_stay"
    )
    name = models.CharField(max_length=200)
    email = models.EmailField()
    organisation = models.CharField(max_length=100)
    purpose = models.CharField(max_length=300)
    terms = models.TextField()
    sponsor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guests")
    expires_on = models.DateField(help_text="Last day")
    link_hash = models.CharField(max_length=64, blank=True)
    link_expires_at = models.DateTimeField(null=True)
    link_base = models.CharField(max_length=300, help_text="Scheme, host and port the sponsor used")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reminded_for = models.DateField(null=True, help_text="The last day the sponsor was reminded of")
    told_for = models.DateField(null=True, help_text="The last day whose passing the sponsor was told of")

    class Meta:
        ordering = ["expires_on", "name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["link_hash"], condition=~Q(link_hash=""), name="a_link_opens_one_stay"),
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(ended_at=None, accepted_at=None),
                name="one_open_invitation_per_address",
            ),
        ]
        indexes = [models.Index(fields=["sponsor", "expires_on"], name="guests_by_sponsor")]

    def __str__(self) -> str:
        return self.name

    def is_over(self, day: date) -> bool:
        """Ended by somebody, or by its date."""
        return self.ended_at is not None or self.expires_on < day

    def reopens_until(self, now: datetime) -> datetime | None:
        """Until when a stay that somebody ended is opened again as it was; None when that has passed."""
        if self.ended_at is None or self.expires_on < timezone.localdate(now):
            return None
        until = self.ended_at + timedelta(days=UNDO_DAYS)
        return until if now < until else None

    @property
    def by_provider(self) -> bool:
        """Does the guest sign in through a provider, and so have no password here."""
        return self.user is not None and self.user.issuer != local_issuer(active_schema())


class GuestPlace(models.Model):
    """One thing a guest is invited to; what `key` means is known by the room that registered the kind."""

    stay = models.ForeignKey(GuestStay, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["stay", "kind", "key"], name="a_place_is_given_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

"""One support session: who from the operator may be on which site, why, from when to when, and for what."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

#: Shortest, usual and longest time a session may be asked for.
SHORTEST, USUAL, LONGEST = timedelta(minutes=5), timedelta(hours=1), timedelta(hours=8)


class Scope(models.TextChoices):
    """What the person may do on the site's administration pages."""

    LOOK = "look", _("Se administrationens sidor, utan att ändra")
    CHANGE = "change", _("Se och ändra på administrationens sidor")


class End(models.TextChoices):
    """Who ended it."""

    SITE = "site", _("Avslutades av webbplatsen")
    OPERATOR = "operator", _("Avslutades av driften")
    TIME = "time", _("Tiden tog slut")
    DECLINED = "declined", _("Webbplatsen godkände inte")


class SupportSession(models.Model):
    """In `public`, since both the operator and the site must see it; by names, not references: it outlives both.

    `user_uuid` is the person this session made on the site: one for each session, so that the site's log tells what
    was done in it and in no other.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    schema_name = models.CharField(max_length=63)
    user_uuid = models.UUIDField()
    opened_by_uuid = models.UUIDField()
    opened_by_name = models.CharField(max_length=200)
    reason = models.TextField()
    case = models.CharField(max_length=60, blank=True, help_text="Reference of the case, if there is one")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    with_content = models.BooleanField(default=False, help_text="May also read what the organisation's people read")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    needs_approval = models.BooleanField(
        default=False, db_default=False, help_text="Nobody gets in before somebody there says yes"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True, db_default="")
    told_at = models.DateTimeField(null=True, help_text="When the site's maintainers had been written to")
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=End.choices, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-began_at", "-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_session_per_site_and_number", fields=["schema_name", "uuid"]),
            models.UniqueConstraint(
                name="one_open_session_per_person_and_site",
                fields=["schema_name", "opened_by_uuid"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="support_has_an_end",
                condition=Q(ends_at__gt=F("began_at")) & Q(ends_at__lte=F("began_at") + LONGEST),
            ),
            models.CheckConstraint(name="support_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_ended_session_tells_how",
                condition=Q(ended_at=None, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
            ),
        ]
        indexes = [models.Index(fields=["schema_name", "-began_at"], name="support_of_a_site")]

    def __str__(self) -> str:
        return f"{self.opened_by_name} → {self.schema_name} {self.began_at:%Y-%m-%d %H:%M}"

    def is_running(self, now: datetime) -> bool:
        """May the person be on the site at this moment."""
        return self.ended_at is None and now < self.ends_at and not self.is_waiting

    @property
    def is_waiting(self) -> bool:
        """Has nobody on the site answered yet."""
        return self.needs_approval and self.approved_at is None and self.ended_at is None

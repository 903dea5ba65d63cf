"""When somebody is away, and who answers meanwhile."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """All that is ever told: never illness, never care of a child (GDPR article 9; data minimisation)."""

    UNSAID = "", _("Visa ingen orsak")
    LEAVE = "leave", _("Ledig")
    COURSE = "course", _("Utbildning")
    TRAVEL = "travel", _("Tjänsteresa")


class Absence(models.Model):
    """From one day to another, both included. Forgotten a month after it is over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    why = models.CharField(max_length=10, blank=True, choices=Reason.choices)
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="stands_in"
    )

    class Meta:
        default_permissions = ()
        ordering = ["first", "pk"]
        indexes = [models.Index(fields=["user", "last"], name="people_absence_user_last")]
        constraints = [
            models.CheckConstraint(name="an_absence_ends_after_it_begins", condition=Q(last__gte=F("first"))),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves", condition=Q(stand_in=None) | ~Q(stand_in=F("user"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

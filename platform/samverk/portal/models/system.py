"""A system people work in, which the portal leads to (PF-16, PF-17)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SignIn(models.TextChoices):
    """How one gets into the system."""

    SSO = "sso", _("Samma inloggning som här")
    OWN = "own", _("Eget lösenord")
    EID = "eid", _("E-legitimation")
    CARD = "card", _("Tjänstekort")


class Integration(models.TextChoices):
    """How closely the system and the portal work together; each step includes those before it."""

    LINK = "link", _("Länk")
    SSO = "sso", _("Länk med gemensam inloggning")
    EMBED = "embed", _("Visas inne i portalen")
    DATA = "data", _("Lämnar uppgifter till portalen")


class Obstacle(models.TextChoices):
    """Why it cannot be closer."""

    NONE = "", _("Inget hinder")
    TECHNICAL = "technical", _("Tekniskt hinder")
    SECRECY = "secrecy", _("Sekretess")


class Status(models.TextChoices):
    """What its maintainer says of it now."""

    NORMAL = "normal", _("Fungerar")
    DISTURBED = "disturbed", _("Driftstörning")
    PLANNED = "planned", _("Planerat avbrott")


class LineOfBusinessSystem(models.Model):
    """One system. Meant for everybody while `units`, `capacities` and `roles` are empty; they rank and hide nothing."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100, unique=True)
    purpose = models.CharField(max_length=300)
    address = models.URLField(max_length=500)
    owner = models.CharField(max_length=200, help_text="Role, unit or person who decides about the system")
    maintainer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="maintained_systems"
    )
    support_phone = models.CharField(max_length=50, blank=True)
    support_mail = models.EmailField(blank=True)
    support_hours = models.CharField(max_length=100, blank=True)
    sign_in = models.CharField(max_length=4, choices=SignIn.choices, default=SignIn.OWN)
    integration = models.CharField(max_length=5, choices=Integration.choices, default=Integration.LINK)
    obstacle = models.CharField(max_length=9, choices=Obstacle.choices, blank=True)
    alternative = models.CharField(max_length=500, blank=True)
    units = models.JSONField(default=list, blank=True, help_text="uuids of units, departments, authorities")
    capacities = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True, db_default=[], help_text="keys of the catalogue of roles")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.NORMAL)
    status_text = models.CharField(max_length=500, blank=True)
    status_from = models.DateTimeField(null=True, blank=True)
    status_to = models.DateTimeField(null=True, blank=True)
    status_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="secrecy_allows_a_link_only",
                condition=~Q(obstacle="secrecy") | Q(integration__in=["link", "sso"]),
            ),
            models.CheckConstraint(name="an_obstacle_names_another_way", condition=Q(obstacle="") | ~Q(alternative="")),
            models.CheckConstraint(
                name="a_disturbance_says_what_is_wrong", condition=Q(status="normal") | ~Q(status_text="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StatusChange(models.Model):
    """What was said of a system, and until when it was so; never changed afterwards."""

    system = models.ForeignKey(LineOfBusinessSystem, on_delete=models.CASCADE, related_name="changes")
    status = models.CharField(max_length=9, choices=Status.choices)
    text = models.CharField(max_length=500, blank=True)
    begins = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.system_id} {self.status}"

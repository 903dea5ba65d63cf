"""What people say they know (PF-22)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may find somebody by a skill; each holds the ones before it."""

    UNIT = "unit", _("Min enhet")
    SITE = "site", _("Alla här")
    COOPERATIONS = "cooperations", _("Även samverkan jag är med i")
    ALL = "all", _("Alla kommuner och samverkan")


class Skill(models.Model):
    """A word for something one can know; `key` is the word as it is compared."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        default_permissions = ()
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class PersonSkill(models.Model):
    """Somebody says so, to an audience of their own choice; gone as soon as they take it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="people")
    audience = models.CharField(max_length=14, choices=Audience.choices)

    class Meta:
        default_permissions = ()
        ordering = ["skill__key"]
        constraints = [models.UniqueConstraint(name="a_skill_once_a_person", fields=["user", "skill"])]

    def __str__(self) -> str:
        return f"{self.skill_id} ({self.audience})"

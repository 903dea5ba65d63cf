"""What an editor chooses among for a piece of news."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsCategory(models.TextChoices):
    """What a piece of news is about."""

    SERVICE = "service", _("Verksamheten")
    STAFF = "staff", _("Anställning")
    SYSTEM = "system", _("System och verktyg")
    PROJECT = "project", _("Projekt och samverkan")
    MANAGEMENT = "management", _("Från ledningen")


class NewsScope(models.TextChoices):
    """For whom it is written (PF-60). It never opens what page rights close.

    What is for a unit or department stands in the news list and in search, but on the start page only of those it is
    directed to. What is for the group also reaches the municipal companies' people.
    """

    UNIT = "unit", _("En eller flera enheter")
    DEPARTMENT = "department", _("En eller flera förvaltningar")
    SITE = "site", _("Hela webbplatsen")
    GROUP = "group", _("Hela koncernen, också de kommunala bolagen")


#: Not on the start page of others than those it is directed to.
NARROW = (NewsScope.UNIT, NewsScope.DEPARTMENT)


class ReadingReason(models.TextChoices):
    """Why everybody must have read it (PF-53): there is no other reason than these."""

    SAFETY = "safety", _("Säkerhet för liv och hälsa")
    LAW = "law", _("Lag eller myndighetskrav")
    EMERGENCY = "emergency", _("Kris eller höjd beredskap")
    EMPLOYMENT = "employment", _("Anställningsvillkor")


#: Reasons grave enough to let those responsible see who is left, by name.
WITH_NAMES = frozenset({ReadingReason.SAFETY, ReadingReason.EMERGENCY})

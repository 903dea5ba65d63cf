"""By which ways somebody is told."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pace(models.IntegerChoices):
    """How soon a letter comes."""

    NEVER = 0, _("Inget brev")
    AT_ONCE = 1, _("Brev på en gång")
    DAILY = 2, _("I dagens brev")
    WEEKLY = 3, _("I veckobrevet")


@dataclass(frozen=True, slots=True)
class Ways:
    """One cell of the matrix.

    Attributes:
        inbox: does it lie in the inbox.
        mail: in which letter.
        push: does the phone or the browser tell at once.
    """

    inbox: bool = True
    mail: Pace = Pace.NEVER
    push: bool = False

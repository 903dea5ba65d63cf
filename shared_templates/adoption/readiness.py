"""Routines nobody has answered stand between a municipality and its going live (TP-10)."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samverk.kernel.readiness import ReadinessFact
from shared_templates.adoption.models import Adopted, Answer

#: In the address of the list, where it shows the routines without an answer alone.
UNANSWERED = "okant"
#: The local project manager (people.roles.catalogue).
ROLE = "project_manager"


def unanswered_url() -> str:
    """The list of the routines that wait for an answer."""
    return f"{reverse('templates:items')}?svar={UNANSWERED}"


def routines(day: date) -> ReadinessFact | None:
    """How many routines wait for an answer; None where none is taken from the model. One query."""
    counted = Adopted.objects.exclude(answer="").aggregate(
        every=Count("pk"), unknown=Count("pk", filter=Q(answer=Answer.UNKNOWN))
    )
    if not counted["every"]:
        return None
    left = counted["unknown"]
    told = (
        ngettext("%(left)s rutin saknar svar", "%(left)s rutiner saknar svar", left) % {"left": left}
        if left
        else _("Alla rutiner är besvarade")
    )
    return ReadinessFact(label=gettext_lazy("Egna rutiner"), told=told, left=left, url=unanswered_url(), role=ROLE)

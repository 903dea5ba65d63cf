"""How a vacancy is told, in plain words."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverk.people.roles.states import RoleVacancy, State, Why

TONES = {State.GREEN: "success", State.AMBER: "warning", State.RED: "danger"}


def told(found: RoleVacancy) -> str:
    """One sentence: what is wrong, and since when."""
    since = date_format(found.since, "j F Y") if found.since else ""
    if found.why == Why.VACANT:
        return _("Ingen har rollen sedan den %(day)s.") % {"day": since} if since else _("Ingen har haft rollen än.")
    if found.why == Why.NO_DEPUTY:
        if since:
            return _("Det finns ingen ersättare sedan den %(day)s.") % {"day": since}
        return _("Det finns ingen ersättare.")
    if found.why == Why.ENDS:
        return _("Sista dagen är den %(day)s och ingen tar över.") % {"day": since}
    return _("Ingen är utsedd, och ingen måste vara det.") if found.why == Why.OPTIONAL else ""


def badge(found: RoleVacancy) -> str:
    """Two words beside the role."""
    return {
        Why.FILLED: _("Tillsatt"),
        Why.OPTIONAL: _("Frivillig"),
        Why.VACANT: _("Vakant"),
        Why.NO_DEPUTY: _("Saknar ersättare"),
        Why.ENDS: _("Slutar snart"),
    }[found.why]


def subject(vacancies: Sequence[RoleVacancy]) -> str:
    """Of the letter to the system maintainers."""
    words = ngettext("%(n)d roll behöver ses över", "%(n)d roller behöver ses över", len(vacancies))
    return words % {"n": len(vacancies)}


def letter(vacancies: Sequence[RoleVacancy]) -> str:
    """The letter: no names, as mail travels far."""
    lines = [f"{found.role.label}: {told(found)}" for found in vacancies]
    end = _("Utse någon under Administration, Roller. Du får ett brev per vakans, inte ett om dagen.")
    return "\n".join([*lines, "", end])

"""The page about a unit, department or authority: what it is, was and becomes."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from samverk.kernel.subject_page import added_to
from samverk.kernel.subjects import Ref, Subject
from samverk.people.about import About, Line, about_or_404
from samverk.people.access import require_directory


@require_safe
def part(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Its names, what came before and after it, who answers for it and who works there.

    Raises:
        Denied: for guests and suppliers.
        Http404: when this site has no such part.
    """
    require_directory(request.user)
    found = about_or_404(uuid=uuid, day=clock.today())
    levels = {"unit": _("Enhet"), "department": _("Förvaltning"), "authority": _("Myndighet")}
    last = date_format(found.last, "j F Y") if found.last else ""
    context = {
        "part": found,
        "added": {} if found.ended else added_to(request, Subject(Ref("unit", str(uuid)), found.name, request.path)),
        "eyebrow": levels[found.level],
        "lead": _lead(found),
        "ended_title": _("%(name)s upphörde den %(day)s") % {"name": found.name, "day": last},
        "ends_text": _("Sista dagen är den %(day)s.") % {"day": last},
        "history": _history(found),
        "trail": [
            {"label": _("Organisation"), "url": reverse("people:organisation")},
            {"label": found.name, "url": ""},
        ],
    }
    return render(request, "people/part.html", context)


def _lead(found: About) -> str:
    if not found.places:
        return ""
    where = found.places[-1].label
    return _("Hörde till %(where)s.") % {"where": where} if found.ended else _("Hör till %(where)s.") % {"where": where}


def _history(found: About) -> list[tuple[str, str]]:
    """(period, what was so), one kind after the other."""
    kinds = [(_("Namn"), found.names), (_("Plats"), found.places), (_("Ansvarig nämnd"), found.authorities)]
    return [(f"{label}, {_period(line)}", _linked(line)) for label, lines in kinds for line in lines]


def _linked(line: Line) -> str:
    return format_html('<a href="{}">{}</a>', line.url, line.label) if line.url else line.label


def _period(line: Line) -> str:
    def told(day: date) -> str:
        return date_format(day, "j F Y")

    if line.last is None:
        return _("från %(first)s") % {"first": told(line.first)}
    return _("%(first)s – %(last)s") % {"first": told(line.first), "last": told(line.last)}

"""The organisation from a file: upload, look row by row, go on to the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.scim.csv_files import Unreadable, in_words, read_rows, write_rows
from samverk.kernel import clock
from samverk.people.actions.import_organisation import Read, import_organisation
from samverk.people.from_file.reading import HEADINGS, as_rows, unknown_headings
from samverk.people.plan_forms import FileForm
from samverk.ui.trails import administration_trail

#: More makes a plan that nobody can look through; a municipality this large reads in a department at a time.
MOST = 300
SHOWN = 200
ORDER = {"error": 0, "new": 1, "changed": 2, "unchanged": 3}
TEMPLATE = (
    ("Kommunstyrelsen", "Kommunledningskontoret", "", "", ""),
    ("Socialnämnden", "Socialförvaltningen", "Hemtjänst norra", "lisa.lundqvist@example.se", "2024-01-01"),
    ("", "Socialförvaltningen", "Hemtjänst södra", "", ""),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """The form; a POST reads the file and shows what each row comes to, with the way to the plan.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer(request.user)
    if request.method != "POST":
        return _page(request, FileForm(initial={"day": clock.today()}))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    try:
        rows = read_rows(form.cleaned_data["file"].read())
    except Unreadable as error:
        form.add_error("file", in_words(error))
        return _page(request, form)
    if len(rows) > MOST:
        form.add_error("file", _("Filen har fler än 300 rader. Dela upp den, till exempel en förvaltning i taget."))
    elif not {HEADINGS.get(heading) for heading in rows[0]} & {"authority", "department", "unit"}:
        form.add_error("file", _("Filen saknar kolumnerna nämnd, förvaltning och enhet. Hämta mallen och jämför."))
    if form.errors:
        return _page(request, form)
    title, day = form.cleaned_data["title"], form.cleaned_data["day"]
    read = import_organisation(actor=actor_of(request), title=title, day=day, rows=as_rows(rows))
    context = {**_shown(read), "title": title, "ignored": ", ".join(unknown_headings(rows))}
    return render(request, "people/from_file_plan.html", context)


@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    """A file with the right headings and some examples.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer(request.user)
    headings = list({field: heading for heading, field in reversed(HEADINGS.items())}.values())[::-1]
    headers = {"Content-Disposition": 'attachment; filename="organisation-mall.csv"'}
    return HttpResponse(write_rows(headings, TEMPLATE), content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: HttpRequest, form: FileForm) -> HttpResponse:
    context = {"trail": _trail(), "form": form}
    return render(request, "people/from_file.html", context, status=422 if form.errors else 200)


def _shown(read: Read) -> dict[str, object]:
    labels = {"new": _("Nytt"), "changed": _("Ändras"), "unchanged": _("Oförändrat"), "error": _("Tas inte med")}
    rows = sorted(read.judged.rows, key=lambda row: (ORDER[row.outcome], row.line))
    return {
        "trail": _trail(),
        "plan": read.plan,
        "counts": [(label, sum(row.outcome == key for row in rows)) for key, label in labels.items()],
        "columns": [_("Rad i filen"), _("Vad raden gäller"), _("Vad som händer"), _("Besked")],
        "rows": [(row.line, row.name, labels[row.outcome], row.message) for row in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
    }


def _trail() -> list[dict[str, str]]:
    return administration_trail((_("Ändra organisationen"), reverse("people:plans")), _("Läs in från en fil"))

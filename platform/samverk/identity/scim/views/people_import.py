"""People from a list: upload, look, confirm."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.features import PEOPLE_IMPORT
from samverk.identity.scim.actions.import_people import confirm_import
from samverk.identity.scim.actions.keep_draft import keep_draft
from samverk.identity.scim.csv_files import Unreadable, in_words, read_rows, write_rows
from samverk.identity.scim.forms import ImportForm
from samverk.identity.scim.import_plan import HEADINGS, ImportPlan, plan_import
from samverk.identity.scim.queries import draft_of
from samverk.identity.scim.views.common import maintainer_of
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

SHOWN = 200
ORDER = {"error": 0, "new": 1, "changed": 2, "unchanged": 3}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """The form; a POST reads the file and shows what would happen. Nothing is written before it is confirmed.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    person = maintainer_of(request, feature=PEOPLE_IMPORT)
    if request.method != "POST":
        return _page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    issuer, capacity = form.cleaned_data["issuer"], form.cleaned_data["capacity"]
    try:
        rows = read_rows(form.cleaned_data["file"].read())
    except Unreadable as error:
        form.add_error("file", in_words(error))
        return _page(request, form)
    if not any(HEADINGS.get(heading) == "external_id" for heading in rows[0]):
        form.add_error("file", _("Filen saknar kolumnen identitet. Hämta mallen och jämför rubrikerna."))
        return _page(request, form)
    plan = plan_import(issuer=issuer, capacity=capacity, rows=rows)
    draft = keep_draft(
        actor=actor_of(request),
        owner=person,
        issuer=issuer,
        capacity=capacity,
        rows=rows,
        plan=plan,
        now=clock.now(),
    )
    return render(request, "scim/import_plan.html", {**_shown(plan), "draft": draft, "issuer": issuer})


@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write what was shown.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a list that somebody else uploaded.
    """
    person = maintainer_of(request, feature=PEOPLE_IMPORT)
    draft = draft_of(user=person, uuid=uuid, now=clock.now())
    if draft is None:
        messages.warning(request, _("Listan finns inte kvar. Ladda upp den igen."))
        return redirect("scim:people_import")
    done = confirm_import(actor=actor_of(request), draft=draft, now=clock.now())
    messages.success(
        request,
        _("Klart. Nya: %(new)d. Ändrade: %(changed)d. Oförändrade: %(same)d.")
        % {"new": done.new, "changed": done.changed, "same": done.unchanged},
    )
    if done.skipped:
        messages.warning(request, _("Rader som inte längre gick att ta in: %(count)d.") % {"count": done.skipped})
    return redirect("scim:people_import")


@require_safe
def template_file(request: HttpRequest) -> HttpResponse:
    """An empty list with the right headings and one example.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    maintainer_of(request, feature=PEOPLE_IMPORT)
    headings = list({field: heading for heading, field in reversed(HEADINGS.items())}.values())[::-1]
    example = {
        "identitet": "0a21f0f2-8d2a-4f8e",
        "användarnamn": "lisa.lundqvist@example.se",
        "namn": "Lisa Lundqvist",
        "förnamn": "Lisa",
        "efternamn": "Lundqvist",
        "titel": "Enhetschef",
        "e-post": "lisa.lundqvist@example.se",
        "avdelning": "Hemtjänst norra",
        "chef": "",
        "aktiv": "ja",
    }
    content = write_rows(headings, [[example[heading] for heading in headings]])
    headers = {"Content-Disposition": 'attachment; filename="personer-mall.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: HttpRequest, form: ImportForm) -> HttpResponse:
    context = {"trail": administration_trail(_("Importera personer")), "form": form}
    return render(request, "scim/import.html", context, status=422 if form.errors else 200)


def _shown(plan: ImportPlan) -> dict[str, object]:
    labels = {"new": _("Ny"), "changed": _("Ändras"), "unchanged": _("Oförändrad"), "error": _("Tas inte med")}
    rows = sorted(plan.rows, key=lambda row: (ORDER[row.outcome], int(row.line)))
    return {
        "trail": administration_trail(_("Importera personer")),
        "plan": plan,
        "counts": [(labels[key], plan.count(key)) for key in ("new", "changed", "unchanged", "error")],
        "columns": [_("Rad i filen"), _("Person"), _("Vad som händer"), _("Vad som är fel")],
        "rows": [(row.line, row.name, labels[row.outcome], row.message) for row in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
        "ignored": ", ".join(plan.ignored),
    }

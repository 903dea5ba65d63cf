"""/administration/logg/: why, what, and what was found."""

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of, is_person
from samverk.identity.log.access import require_auditor
from samverk.identity.log.actions.export_log import export_log
from samverk.identity.log.actions.search_log import search_log
from samverk.identity.log.criteria import Criteria, Purpose
from samverk.identity.log.forms import SearchForm
from samverk.identity.log.lines import lines
from samverk.identity.log.queries import entries, search_of, verbs_in_use
from samverk.identity.models import User
from samverk.identity.protection.sealed import redactor
from samverk.kernel import clock
from samverk.kernel.csv_cells import safe_cell
from samverk.kernel.models import AuditEntry
from samverk.ui.trails import administration_trail

PER_PAGE = 50
PRINTED = 2_000
COLUMNS = (
    "id", "at", "site", "actor_name", "actor_uuid", "capacity", "right", "verb", "object_type", "object_id",
    "object_label", "result", "address", "details",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The form; a valid one leads to its result."""
    require_auditor(request.user)
    assert is_person(request.user)
    form = SearchForm(
        request.POST if request.method == "POST" else None,
        verbs=verbs_in_use(),
        initial={"person": request.GET.get("person", "")[:100]},
    )
    if request.method == "POST" and form.is_valid():
        made = search_log(
            actor=actor_of(request),
            user=request.user,
            purpose=form.cleaned_data["purpose"],
            reason=form.cleaned_data["reason"],
            criteria=form.criteria(),
        )
        return redirect("identity:log_result", made)
    return render(request, "identity/log_search.html", {"form": form, "trail": administration_trail(_("Loggen"))})


def _search_or_404(request: HttpRequest, number: int) -> tuple[User, AuditEntry, Criteria]:
    require_auditor(request.user)
    assert is_person(request.user)
    found = search_of(user=request.user, number=number, now=clock.now())
    if found is None:
        raise Http404
    return request.user, found, Criteria.from_details(found.details["criteria"])


@never_cache
@require_safe
def result(request: HttpRequest, number: int) -> HttpResponse:
    """One page of what the search found."""
    _user, made, criteria = _search_or_404(request, number)
    page = Paginator(entries(criteria, reader=request.user, search=made), PER_PAGE).get_page(request.GET.get("sida"))
    return render(
        request,
        "identity/log_result.html",
        {**_told(made, criteria), "page": page, "lines": lines(page, reader=request.user)},
    )


@never_cache
@require_safe
def printed(request: HttpRequest, number: int) -> HttpResponse:
    """The same on one page for paper, at most two thousand lines."""
    user, made, criteria = _search_or_404(request, number)
    export_log(actor=actor_of(request), user=user, search=made.pk, form="print")
    rows = list(entries(criteria, reader=request.user, search=made)[: PRINTED + 1])
    told = {
        **_told(made, criteria),
        "lines": lines(rows[:PRINTED], reader=request.user),
        "cut": len(rows) > PRINTED,
        "printed": True,
    }
    return render(request, "identity/log_result.html", told)


@never_cache
@require_safe
def as_csv(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The same as a file, everything, row by row."""
    user, made, criteria = _search_or_404(request, number)
    export_log(actor=actor_of(request), user=user, search=made.pk, form="csv")
    response = StreamingHttpResponse(_lines(criteria, request.user, made), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="logg-{number}.csv"'
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(criteria: Criteria, reader: object, made: AuditEntry) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    # The mark makes Excel read å, ä and ö as they are.
    yield "\ufeff" + writer.writerow(COLUMNS)
    redact = redactor(reader)
    for row in entries(criteria, reader=reader, search=made).values_list(*COLUMNS).iterator(chunk_size=1000):
        yield writer.writerow([redact(safe_cell(value)) for value in row])


def _told(made: AuditEntry, criteria: Criteria) -> dict[str, object]:
    trail = administration_trail((_("Loggen"), reverse("identity:log_search")), _("Sökning i loggen"))
    return {
        "trail": trail,
        "search": made,
        "criteria": criteria,
        "purpose": Purpose(made.details["purpose"]).label,
        "reason": made.details["reason"],
    }

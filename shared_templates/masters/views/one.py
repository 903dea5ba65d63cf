"""One master: its text, what is new, what stands in the way; reviews, test cases and results (TP-07, TP-08)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.models import User
from samverk.kernel import clock
from shared_templates.areas import AREAS
from shared_templates.catalogue.queries import released
from shared_templates.content.values import from_json
from shared_templates.masters.access import may_edit, require_editor, require_model_site, require_reader
from shared_templates.masters.actions.review_master import review_master
from shared_templates.masters.actions.test_master import add_case, record_result
from shared_templates.masters.forms import CaseForm, ResultForm, ReviewForm
from shared_templates.masters.models import Master
from shared_templates.masters.queries import (
    case_of,
    cases_of,
    codes_by_key,
    lessons,
    master_by_code,
    readiness,
    reviews_of,
)
from shared_templates.masters.shown import state_of
from shared_templates.sandbox.holding import text_in_sandbox
from shared_templates.sandbox.links import way_in
from shared_templates.sandbox.standing_in import EMPLOYEE
from shared_templates.screens.comparing import compared
from shared_templates.screens.reading import reading
from shared_templates.screens.refusals import tell
from shared_templates.screens.trail import trail
from tenants.queries import active_schema, sandbox_of


@never_cache
@require_safe
def master(request: HttpRequest, code: str) -> HttpResponse:
    """Read one.

    Raises:
        Http404: on a site that is no model municipality, and where there is no such master.
        Denied: for guests and suppliers.
    """
    require_model_site(request)
    return _page(request, require_reader(request.user), master_or_404(code))


@never_cache
@require_POST
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Say for one's municipality what one thinks of exactly the text one read.

    Raises:
        Http404: on a site that is no model municipality, and where there is no such master.
        Denied: for guests and suppliers.
    """
    require_model_site(request)
    user, row = require_reader(request.user), master_or_404(code)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            review_master(actor=actor_of(request), user=user, master=row, now=clock.now(), **form.cleaned_data)
        except ValidationError as error:
            # Shown again beneath the text as it is now, so that is what the next try is about.
            form = ReviewForm({**request.POST.dict(), "text": row.content_hash})
            tell(form, error)
        else:
            messages.success(request, _("Din granskning är sparad och gäller för din kommun."))
            return redirect("masters:master", row.code)
    return _page(request, user, row, review_form=form)


@never_cache
@require_POST
def new_case(request: HttpRequest, code: str) -> HttpResponse:
    """Add what is to be tried before a release.

    Raises:
        Http404: on a site that is no model municipality, and where there is no such master.
        Denied: for anybody but editors.
    """
    require_model_site(request)
    user, row = require_editor(request.user), master_or_404(code)
    form = CaseForm(request.POST)
    if form.is_valid():
        try:
            add_case(actor=actor_of(request), master=row, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Testfallet är tillagt."))
            return redirect("masters:master", row.code)
    return _page(request, user, row, case_form=form)


@never_cache
@require_POST
def result(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Keep how a try of one test case went.

    Raises:
        Http404: on a site that is no model municipality, and where there is no such master or case.
        Denied: for anybody but editors.
    """
    require_model_site(request)
    user, row = require_editor(request.user), master_or_404(code)
    case = case_of(row, pk)
    if case is None:
        raise Http404
    form = ResultForm(request.POST, prefix=f"prov{pk}")
    if form.is_valid():
        held = form.cleaned_data
        passed = held["passed"] == "ja"
        try:
            record_result(
                actor=actor_of(request), user=user, case=case, passed=passed, now=clock.now(), note=held["note"]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Resultatet är sparat och gäller texten som den är nu."))
            return redirect("masters:master", row.code)
    return _page(request, user, row, result_forms={pk: form})


def master_or_404(code: str) -> Master:
    """The master with this code.

    Raises:
        Http404: when there is none.
    """
    row = master_by_code(code)
    if row is None:
        raise Http404
    return row


def _way_to_try(request: HttpRequest, row: Master) -> str:
    """To the very item in the sandbox; empty before there is one."""
    found = sandbox_of(active_schema())
    item = reverse("templates:item", args=[row.code])
    return way_in(request, found[1], part=EMPLOYEE, path=item) if found else ""


def _page(request: HttpRequest, user: User, row: Master, **forms: Any) -> HttpResponse:
    (one,) = readiness([row])
    said = row.said()
    before = released(row.key, row.version) if row.version and row.is_new else None
    text = {"text": row.content_hash}
    own = forms.get("result_forms", {})
    review_form = forms.get("review_form") or ReviewForm(initial=text)
    case_form = forms.get("case_form") or CaseForm()
    cases = []
    for case in cases_of(row):
        results = list(case.results.all())
        newest = results[0] if results else None
        form = own.get(case.pk) or ResultForm(prefix=f"prov{case.pk}")
        cases.append(
            {
                "case": case,
                "form": form,
                "results": results[:10],
                "newest": newest,
                "current": newest is not None and newest.content_hash == row.content_hash,
            }
        )
    taught = lessons([row.key])
    late = next((each for each in taught if each.master.pk == row.pk and each.is_outdated), None)
    context = {
        "outdated": str(late) if late else "",
        "lessons": [each for each in taught if each.taught.pk == row.pk],
        "trail": trail(request, row.code),
        "eyebrow": f"{row.sort.label} {row.code}",
        "master": row,
        "area": AREAS.get(row.area, row.area),
        "one": one,
        "badges": state_of(one, is_outdated=late is not None)[1],
        "reading": reading(row.sort, said, said),
        "changes": compared(row.sort, from_json(before.content), said) if before else [],
        "builds_on": sorted(codes_by_key(row.requires).values()),
        "reviews": [(each, each.content_hash == row.content_hash) for each in reviews_of(row)],
        "review_form": review_form,
        "speaks_for": user.acting_for_name,
        "cases": cases,
        "case_form": case_form,
        "writes": may_edit(user),
        "tried": text_in_sandbox(row.key) if cases and may_edit(user) else "",
        "try_href": _way_to_try(request, row) if cases and may_edit(user) else "",
    }
    return render(request, "masters/master.html", context, status=422 if forms else 200)

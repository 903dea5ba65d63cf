"""Who holds which role: for everybody to look up, for the system maintainer to decide."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.queries import search_people
from samverk.kernel import clock
from samverk.people import queries
from samverk.people.access import assignment_or_404, require_directory, role_or_404
from samverk.people.forms import AssignForm, EndForm
from samverk.people.models import RoleAssignment
from samverk.people.profiles.cards import person_url
from samverk.people.roles.actions.assign_role import RoleRefused, assign_role, end_role
from samverk.people.roles.catalogue import Role
from samverk.people.roles.states import RoleVacancy
from samverk.people.roles.words import TONES, badge, told
from samverk.ui.trails import administration_trail


@require_safe
def who_does_what(request: HttpRequest) -> HttpResponse:
    """Whom to turn to, for everybody who works here; nobody with a protected identity (LAW-24).

    Raises:
        Denied: for guests and suppliers.
    """
    require_directory(request.user)
    lines: list[dict[str, Any]] = [
        {"role": found.role, "holders": _shown(found.holders), "deputies": _shown(found.deputies)}
        for found in queries.role_vacancies(clock.today())
    ]
    lines = [line for line in lines if line["holders"] or line["role"].mandatory_at]
    trail = [{"label": _("Organisation"), "url": reverse("people:organisation")}, {"label": _("Roller"), "url": ""}]
    return render(request, "people/who_does_what.html", {"lines": lines, "trail": trail})


def _shown(rows: tuple[RoleAssignment, ...]) -> list[tuple[RoleAssignment, str]]:
    """With the address of each one's page, where they still stand in the directory."""
    today = clock.today()
    return [
        (row, person_url(row.user.uuid) if row.user.is_active and (row.user.last_day or today) >= today else "")
        for row in rows
        if not row.user.is_protected
    ]


@never_cache
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Every role with its state, who holds it, and what is wrong in plain words."""
    require_maintainer(request.user)
    found = queries.role_vacancies(clock.today())
    context = {"trail": administration_trail(_("Roller")), "lines": [_line(each) for each in found]}
    return render(request, "people/roles.html", context)


def _line(found: RoleVacancy) -> dict[str, Any]:
    names = ", ".join(str(row.user) for row in found.holders)
    deputies = ", ".join(str(row.user) for row in found.deputies)
    return {
        "label": found.role.label,
        "url": reverse("people:role", args=[found.role.key]),
        "badge": badge(found),
        "tone": TONES[found.state],
        "text": ". ".join(text for text in (names, told(found)) if text),
        "meta": _("Ersättare: %(names)s") % {"names": deputies} if deputies else "",
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, role: str) -> HttpResponse:
    """One role: who held it when, and a form to give it to somebody found by name."""
    require_maintainer(request.user)
    chosen = role_or_404(role)
    words = request.GET.get("sok", "") or request.POST.get("sok", "")
    found = search_people(viewer=request.user, text=words, internal=True)
    form = AssignForm(request.POST if request.method == "POST" else None, people=found, role=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            assign_role(actor=actor_of(request), role=chosen, today=clock.today(), **form.values(found))
            messages.success(request, _("Rollen är tillsatt."))
            return redirect("people:role", chosen.key)
        except RoleRefused as refused:
            form.add_error(None, str(refused))
    return _role(request, chosen, form, words=words, found=len(found), status=422 if form.errors else 200)


def _role(
    request: HttpRequest, chosen: Role, form: AssignForm, *, words: str, found: int, status: int = 200
) -> HttpResponse:
    state = next(each for each in queries.role_vacancies(clock.today()) if each.role.key == chosen.key)
    context = {
        "trail": administration_trail((_("Roller"), reverse("people:roles")), str(chosen.label)),
        "role": chosen,
        "line": _line(state),
        "told": told(state),
        "held": [_held(row) for row in queries.history_of_role(chosen.key)],
        "form": form,
        "words": words,
        "found": found,
    }
    return render(request, "people/role.html", context, status=status)


def _held(row: RoleAssignment) -> dict[str, Any]:
    going_on = row.valid_to is None or row.valid_to >= clock.today()
    return {"row": row, "open": going_on, "form": EndForm(auto_id=f"slut-{row.pk}-%s")}


@never_cache
@require_POST
def end(request: HttpRequest, role: str, key: int) -> HttpResponse:
    """Somebody's last day in the role."""
    require_maintainer(request.user)
    chosen = role_or_404(role)
    assignment = assignment_or_404(role=chosen, key=key)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Skriv en dag, till exempel 2026-12-31. Inget är ändrat."))
        return redirect("people:role", chosen.key)
    try:
        end_role(
            actor=actor_of(request),
            assignment=assignment,
            last_day=form.cleaned_data["last_day"],
            today=clock.today(),
        )
    except RoleRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Sista dagen är sparad."))
    return redirect("people:role", chosen.key)

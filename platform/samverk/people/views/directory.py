"""/personer/: everybody here, found by name, unit, phone or what they know."""

from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import is_person
from samverk.identity.personal_numbers import away_from_personal_number
from samverk.kernel import clock
from samverk.people.access import require_directory
from samverk.people.profiles.cards import cards, person_url
from samverk.people.profiles.finding import Wanted, found_people, parts_named
from samverk.people.profiles.forms import SearchForm
from samverk.people.profiles.paging import LETTERS, slice_of
from samverk.people.profiles.shown import choices_on
from samverk.people.profiles.skills import found_elsewhere
from samverk.people.profiles.tree import branches
from tenants.middleware import tenant_of
from tenants.models import Kind

PAGE, COUNTED, CACHE_SECONDS, PLACES = 30, 20_000, 300, 200


@never_cache
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Those who fit, in the order of the Swedish alphabet.

    Raises:
        Denied: for guests and suppliers (PF-07), and where a site keeps it to its employees.
    """
    require_directory(request.user)
    assert is_person(request.user)
    if away := away_from_personal_number(
        request, text=request.GET.get("q", ""), address=reverse("people:directory")
    ):  # fmt: skip
        return away
    viewer, day = request.user, clock.today()
    together = tenant_of(request).kind == Kind.COOPERATION
    places, municipalities = _choices(day)
    form = SearchForm(request.GET, places=places, municipalities=municipalities if together else ())
    wanted = _wanted(request, form)
    people = found_people(viewer=viewer, wanted=wanted, day=day)
    letter = request.GET.get("bokstav", "")[:1].upper()
    page = slice_of(
        people, size=PAGE, after=_uuid(request, "efter"), before=_uuid(request, "fore"), letter=letter
    )  # fmt: skip
    query = request.GET.copy()
    for name in ("efter", "fore", "bokstav"):
        query.pop(name, None)
    kept = query.urlencode()
    prefix = f"?{kept}&" if kept else "?"
    context = {
        "form": form,
        "wanted": wanted,
        "cards": cards(users=page.users, day=day, shows_municipality=together),
        "count": people.order_by()[:COUNTED].count(),
        "prefix": prefix,
        "before": f"{prefix}fore={page.before}" if page.before else "",
        "after": f"{prefix}efter={page.after}" if page.after else "",
        "letters": [(each, each == letter) for each in LETTERS],
        "tree": () if together else branches(day=day, chosen=wanted.part),
        "part_name": parts_named([wanted.part]).get(wanted.part, "") if wanted.part else "",
        "elsewhere": found_elsewhere(text=wanted.text) if wanted.text.strip() else (),
        "mine": person_url(viewer.uuid),
    }
    return render(request, "people/directory.html", context)


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """To one's own page.

    Raises:
        Denied: for whoever may not read the directory.
    """
    require_directory(request.user)
    assert is_person(request.user)
    return redirect(reverse("people:person", args=[request.user.uuid]))


def _wanted(request: HttpRequest, form: SearchForm) -> Wanted:
    data = form.cleaned_data if form.is_valid() else {}
    return Wanted(
        text=data.get("q", "") or request.GET.get("q", "")[:120].replace("\x00", ""),
        part=_uuid(request, "del"),
        capacity=data.get("roll", ""),
        place=data.get("plats", ""),
        municipality=data.get("kommun", ""),
    )


def _uuid(request: HttpRequest, name: str) -> UUID | None:
    """An id in the address; what cannot be read is as if it were not there."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _choices(day: date) -> tuple[list[str], list[str]]:
    """Places of work and municipalities to choose among; kept for some minutes, they decide nothing."""
    kept: tuple[list[str], list[str]] | None = cache.get("people:choices")
    if kept is None:
        kept = choices_on(day, most=PLACES)
        cache.set("people:choices", kept, CACHE_SECONDS)
    return kept

"""/personer/<id>/andra/: one's own profile, a section at a time; each is saved by itself."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.people.access import require_directory
from samverk.people.actions.choose_skills import choose_skills
from samverk.people.actions.save_profile import save_profile
from samverk.people.actions.set_photo import set_photo
from samverk.people.actions.tell_absence import end_absence, tell_absence
from samverk.people.models import Audience
from samverk.people.profiles.about import from_directory, planned
from samverk.people.profiles.access import person_or_404, require_editor
from samverk.people.profiles.cards import photo_url
from samverk.people.profiles.completeness import completeness
from samverk.people.profiles.forms import AboutForm, AbsenceForm, ContactForm, HoursForm, PhotoForm
from samverk.people.profiles.shown import absence_of, skills_of
from samverk.people.profiles.skills import suggestions
from samverk.people.views.person import profile_of

#: Empty rows for new skills, so that no script is needed to add some.
ROOM_FOR_MORE = 3
#: A line or two of nonsense is not worth reading.
MOST_ROWS = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sections; a post saves the one it names and leaves the others as they are.

    Raises:
        Denied: for anybody but the person and the site's maintainers.
        Http404: for nobody here.
    """
    user = _editable(request, uuid)
    section = request.POST.get("del", "") if request.method == "POST" else ""
    made = _forms(request, user, section)
    if section and section in SAVERS:
        form = made.get(section)
        if (form is None or form.is_valid()) and _saved(request, user, section, form):
            messages.success(request, _("Sparat."))
            return redirect(reverse("people:edit", args=[user.uuid]) + f"#{section}")
    elif request.method == "POST":
        raise Http404
    return render(request, "people/edit.html", _context(request, user, made, section), status=422 if section else 200)


@never_cache
@require_POST
def back(request: HttpRequest, uuid: UUID, key: int) -> HttpResponse:
    """An absence ends, or is taken away.

    Raises:
        Denied: for anybody but the person and the site's maintainers.
        Http404: when the person has told of no such absence.
    """
    user = _editable(request, uuid)
    assert is_person(request.user)
    row = absence_of(user=user, key=key)
    if row is None:
        raise Http404
    end_absence(actor=actor_of(request), editor=request.user, absence=row, today=clock.today())
    messages.success(request, _("Frånvaron är borttagen."))
    return redirect(reverse("people:edit", args=[user.uuid]) + "#borta")


def _editable(request: HttpRequest, uuid: UUID) -> User:
    require_directory(request.user)
    user = person_or_404(viewer=request.user, uuid=uuid, day=clock.today())
    require_editor(request.user, user)
    return user


def _forms(request: HttpRequest, user: User, section: str) -> dict[str, Any]:
    """A form for each section; only the one that was sent has what was sent."""
    profile, day = profile_of(user), clock.today()

    def sent(name: str) -> Any:
        return request.POST if section == name else None

    return {
        "om": AboutForm(sent("om"), instance=_copy(profile)),
        "kontakt": ContactForm(sent("kontakt"), instance=_copy(profile)),
        "arbetstid": HoursForm(
            sent("arbetstid"), initial={"workdays": list(profile.workdays), "hours": profile.hours}
        ),
        "bild": PhotoForm(sent("bild"), request.FILES if section == "bild" else None),
        "borta": AbsenceForm(sent("borta"), user=user, day=day, initial={"first": day}),
    }  # fmt: skip


def _copy(profile: Any) -> Any:
    """A model form writes what was typed into its instance; the page still shows what is kept."""
    return type(profile)(**{f.attname: getattr(profile, f.attname) for f in profile._meta.concrete_fields})


def _saved(request: HttpRequest, user: User, section: str, form: Any) -> bool:
    """Let the section's action write; what it refuses stands beside the field, or on top."""
    try:
        SAVERS[section](request, user, form)
    except ValidationError as error:
        if isinstance(form, forms.Form | forms.ModelForm):
            known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
            form.add_error(None, error if known else ValidationError(error.messages))
        else:
            messages.error(request, " ".join(error.messages))
        return False
    return True


def _texts(request: HttpRequest, user: User, form: Any) -> None:
    facts = form.facts() if hasattr(form, "facts") else form.cleaned_data
    save_profile(actor=actor_of(request), editor=request.user, user=user, facts=facts)  # type: ignore[arg-type]


def _photo(request: HttpRequest, user: User, form: Any) -> None:
    upload = form.cleaned_data["photo"]
    set_photo(actor=actor_of(request), editor=request.user, user=user, upload=upload)  # type: ignore[arg-type]


def _no_photo(request: HttpRequest, user: User, form: Any) -> None:
    set_photo(actor=actor_of(request), editor=request.user, user=user, upload=None)  # type: ignore[arg-type]


def _absence(request: HttpRequest, user: User, form: Any) -> None:
    data = form.cleaned_data
    tell_absence(
        actor=actor_of(request), editor=request.user, user=user, first=data["first"], last=data["last"],  # type: ignore[arg-type]
        why=data["why"], stand_in=data["person"], today=clock.today(),
    )  # fmt: skip


def _skills(request: HttpRequest, user: User, form: Any) -> None:
    wanted = dict(_rows_sent(request))
    choose_skills(actor=actor_of(request), chooser=request.user, user=user, wanted=wanted)  # type: ignore[arg-type]


def _rows_sent(request: HttpRequest) -> list[tuple[str, str]]:
    words, audiences = request.POST.getlist("kompetens"), request.POST.getlist("vilka")
    return [(word, audience) for word, audience in zip(words, audiences, strict=False) if word.strip()][:MOST_ROWS]


SAVERS = {
    "om": _texts,
    "kontakt": _texts,
    "arbetstid": _texts,
    "bild": _photo,
    "ingen-bild": _no_photo,
    "borta": _absence,
    "kompetenser": _skills,
}


def _context(request: HttpRequest, user: User, made: dict[str, Any], section: str) -> dict[str, object]:
    assert is_person(request.user)
    profile, mine = profile_of(user), request.user.pk == user.pk
    skills = skills_of(user) if mine else []
    rows = _rows_sent(request) if section == "kompetenser" else [(row.skill.name, row.audience) for row in skills]
    return {
        "person": user,
        "profile": profile,
        "forms": made,
        "failed": made.get(section),
        "mine": mine,
        "picture": photo_url(profile.photo, 320),
        "skill_rows": [*rows, *[("", Audience.UNIT.value)] * ROOM_FOR_MORE] if mine else [],
        "audiences": Audience.choices,
        "suggestions": suggestions() if mine else [],
        "absences": planned(user, clock.today()),
        "told": completeness(profile=profile, skills=len(skills)) if mine else None,
        "history": from_directory(user),
        "trail": [
            {"label": _("Personer"), "url": reverse("people:directory")},
            {"label": user.display_name, "url": reverse("people:person", args=[user.uuid])},
            {"label": _("Ändra"), "url": ""},
        ],
    }

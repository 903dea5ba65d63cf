"""/personer/<id>/: one person, as colleagues meet them."""

from dataclasses import replace
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import is_person
from samverk.identity.models import Capacity, User
from samverk.kernel import clock
from samverk.kernel.subject_page import added_to
from samverk.kernel.subjects import Ref, Subject
from samverk.people.access import require_directory
from samverk.people.models import Profile
from samverk.people.profiles.about import about_person
from samverk.people.profiles.access import may_edit, person_or_404
from samverk.people.profiles.asking import TO_ASK
from samverk.people.profiles.cards import photo_url
from samverk.people.profiles.completeness import completeness
from samverk.people.profiles.forms import WEEKDAYS
from samverk.people.profiles.photos import SIZES, photo_path
from samverk.people.profiles.shown import photo_is_shown, skills_of
from tenants.middleware import tenant_of
from tenants.models import Kind


@never_cache
@require_safe
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page about somebody here.

    Raises:
        Denied: for guests and suppliers (PF-07).
        Http404: for nobody here, and for somebody whose identity is protected (LAW-24).
    """
    require_directory(request.user)
    assert is_person(request.user)
    viewer, day = request.user, clock.today()
    user = person_or_404(viewer=viewer, uuid=uuid, day=day)
    profile = profile_of(user)
    mine = viewer.pk == user.pk
    subject = Subject(Ref("person", str(user.uuid)), user.get_full_name(), request.path, (user.pk,))
    about = about_person(viewer=viewer, user=user, day=day)
    asked = not mine and bool(profile.ask_about or about.skills) and not user.is_protected
    told = completeness(profile=profile, skills=len(skills_of(user))) if mine else None
    context = {
        "person": user,
        "profile": profile,
        "added": added_to(request, subject),
        "ask": added_to(request, replace(subject, ref=Ref(TO_ASK, subject.ref.key))) if asked else {},
        "about": about,
        "picture": photo_url(profile.photo, SIZES[-1]),
        "workdays": workdays(profile),
        "phones": [(label, number, _tel(number)) for label, number in _phones(profile) if number],
        "ask_about": [word.strip() for word in profile.ask_about.split(",") if word.strip()],
        "capacity": Capacity(user.capacity).label if user.capacity != Capacity.EMPLOYEE else "",
        "shows_municipality": tenant_of(request).kind == Kind.COOPERATION,
        "mine": mine,
        "told": told,
        "edit_url": reverse("people:edit", args=[user.uuid]) if may_edit(viewer, user) else "",
        "trail": [
            {"label": _("Personer"), "url": reverse("people:directory")},
            {"label": user.display_name, "url": ""},
        ],
    }
    return render(request, "people/person.html", context)


@require_safe
@cache_control(private=True, max_age=86_400)
def photo(request: HttpRequest, photo: str, size: int) -> FileResponse:
    """A picture of somebody in the directory; its name changes with the picture.

    Raises:
        Denied: for guests and suppliers.
        Http404: when nobody who may be seen has it.
    """
    require_directory(request.user)
    assert is_person(request.user)
    path = photo_path(photo, size)
    if (
        size not in SIZES
        or not photo_is_shown(photo=photo, viewer=request.user, day=clock.today())
        or not default_storage.exists(path)
    ):
        raise Http404
    response = FileResponse(default_storage.open(path, "rb"), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def profile_of(user: User) -> Profile:
    """The person's own row, or an empty one."""
    found: Profile | None = getattr(user, "profile", None)
    return found or Profile(user=user)


def workdays(profile: Profile) -> str:
    """Måndag–fredag, or the days one by one."""
    # Inside a text Swedish writes the days of the week with a small letter, English with a capital.
    small = (get_language() or "sv").startswith("sv")
    first = {key: str(name) for key, name in WEEKDAYS}
    inside = {key: name.lower() if small else name for key, name in first.items()}
    days = profile.workdays
    if len(days) > 2 and "1234567".find(days) >= 0:
        return _("%(first)s–%(last)s") % {"first": first[days[0]], "last": inside[days[-1]]}
    return ", ".join(first[day] if number == 0 else inside[day] for number, day in enumerate(days))


def _phones(profile: Profile) -> tuple[tuple[str, str], ...]:
    return ((_("Telefon"), profile.phone), (_("Mobil"), profile.mobile))


def _tel(number: str) -> str:
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")

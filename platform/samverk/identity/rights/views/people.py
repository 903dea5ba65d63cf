"""/administration/personer/: find a person, see and change what they may do here."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.house_groups import label_of
from samverk.identity.models import User
from samverk.identity.protection.sealed import redactor
from samverk.identity.rights.access import maintainer_of, person_or_404
from samverk.identity.rights.actions.add_to_group import add_to_group
from samverk.identity.rights.actions.close_account import close_account
from samverk.identity.rights.actions.open_account import open_account
from samverk.identity.rights.actions.remove_from_group import remove_from_group
from samverk.identity.rights.forms import CloseForm, JoinForm, PeopleForm
from samverk.identity.rights.origins import account_origin, groups_of, why_not_open
from samverk.identity.rights.places import places_of
from samverk.identity.rights.queries import people, sessions_of
from samverk.identity.rights.refusal import Refusal
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE = 50
RIGHT = "identity.administer_site"


@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """The people of this site, those who fit.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: on the operator's site.
    """
    viewer = maintainer_of(request)
    form = PeopleForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    day = clock.today()
    group = wanted.get("grupp")
    found = people(
        viewer=viewer,
        day=day,
        text=wanted.get("q", ""),
        capacity=wanted.get("roll", ""),
        group=group.pk if group else None,
        state=wanted.get("lage", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("sida"))
    shown = list(page)
    places = places_of(shown, day)
    query = request.GET.copy()
    query.pop("sida", None)
    context = {
        "trail": administration_trail(_("Personer")),
        "form": form,
        "page": page,
        "prefix": f"?{query.urlencode()}&sida=" if query else "?sida=",
        "narrowed": any(wanted.values()),
        "rows": [{"person": person, "places": _told(person, places.get(person.pk, []))} for person in shown],
    }
    return render(request, "rights/people.html", context)


def _told(person: User, places: list[str]) -> str:
    """Title and unit; nothing beside the chosen name of somebody with protected identity."""
    if person.is_protected:
        return _("Skyddade personuppgifter")
    return "; ".join(places) or person.title


@never_cache
@require_safe
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person here. What they are on other sites is those sites' matter and is not shown.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a person who is not here, or whom the viewer may not see.
    """
    viewer = maintainer_of(request)
    return _person(request, viewer, person_or_404(viewer=viewer, uuid=uuid), CloseForm())


def _person(
    request: HttpRequest, viewer: User, shown: User, close_form: CloseForm, *, status: int = 200
) -> HttpResponse:
    places = places_of([shown], clock.today()).get(shown.pk, [])
    redact = redactor(viewer)
    context = {
        "trail": administration_trail((_("Personer"), reverse("rights:people")), shown.display_name),
        "person": shown,
        "is_self": shown.pk == viewer.pk,
        "places": [] if shown.is_protected else places,
        "origin": account_origin(shown, redact=redact),
        "groups": groups_of(shown, redact=redact),
        "sessions": sessions_of(user=shown, now=clock.now()),
        "join_form": JoinForm(),
        "close_form": close_form,
        "cannot_open": "" if shown.is_active else why_not_open(shown),
    }
    return render(request, "rights/person.html", context, status=status)


@require_POST
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Close the account.

    Raises:
        Denied, Http404: as `person`.
    """
    viewer = maintainer_of(request)
    shown = person_or_404(viewer=viewer, uuid=uuid)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _person(request, viewer, shown, form, status=422)
    try:
        close_account(actor=actor_of(request), user=shown, reason=form.cleaned_data["reason"], now=clock.now())
    except Refusal as error:
        messages.error(request, str(error))
    else:
        told = _("Kontot för %(name)s är stängt. Den som var inloggad är utloggad vid nästa klick.")
        messages.success(request, told % {"name": shown.display_name})
    return redirect("rights:person", uuid)


@require_POST
def open_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open the account.

    Raises:
        Denied, Http404: as `person`.
    """
    shown = person_or_404(viewer=maintainer_of(request), uuid=uuid)
    try:
        open_account(actor=actor_of(request), user=shown, now=clock.now())
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kontot för %(name)s är öppet igen.") % {"name": shown.display_name})
    return redirect("rights:person", uuid)


@require_POST
def sign_out_everywhere(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End the person's sign-ins; the viewer's own present one stays.

    Raises:
        Denied, Http404: as `person`.
    """
    shown = person_or_404(viewer=maintainer_of(request), uuid=uuid)
    ended = end_sessions(actor=actor_of(request), user=shown, keep=request.session.session_key or "", right=RIGHT)
    told = ngettext("%(count)s inloggning är avslutad.", "%(count)s inloggningar är avslutade.", ended)
    messages.success(request, told % {"count": ended} if ended else _("Det fanns ingen annan inloggning."))
    return redirect("rights:person", uuid)


@require_POST
def set_group(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put the person in a group, or take them out of it ("ta-bort").

    Raises:
        Denied, Http404: as `person`.
    """
    shown = person_or_404(viewer=maintainer_of(request), uuid=uuid)
    form = JoinForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Välj en grupp. Inget är ändrat."))
        return redirect("rights:person", uuid)
    group = form.cleaned_data["grupp"]
    names = {"name": shown.display_name, "group": label_of(group.name)}
    try:
        if "ta-bort" in request.POST:
            remove_from_group(actor=actor_of(request), user=shown, group=group)
            messages.success(request, _("%(name)s är inte längre med i %(group)s.") % names)
        else:
            add_to_group(actor=actor_of(request), user=shown, group=group)
            messages.success(request, _("%(name)s är med i %(group)s.") % names)
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("rights:person", uuid)

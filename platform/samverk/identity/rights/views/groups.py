"""/administration/grupper/: the groups, what they may do in words, and who is in them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.house_groups import is_house, label_of
from samverk.identity.models import User
from samverk.identity.rights.access import card_or_404, group_or_404, maintainer_of, person_or_404
from samverk.identity.rights.actions.add_to_group import add_to_group
from samverk.identity.rights.actions.change_group import change_group
from samverk.identity.rights.actions.create_group import create_group
from samverk.identity.rights.actions.remove_from_group import remove_from_group
from samverk.identity.rights.actions.remove_group import remove_group
from samverk.identity.rights.actions.restore_group import restore_group
from samverk.identity.rights.forms import GroupForm, SearchForm
from samverk.identity.rights.places import places_of
from samverk.identity.rights.queries import candidates, description_of, group_lines, members, removed_groups, sources
from samverk.identity.rights.refusal import Refusal
from samverk.identity.rights.words import sayings_of
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE = 50
FOUND = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group_list(request: HttpRequest) -> HttpResponse:
    """The groups; a POST makes one.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: on the operator's site.
    """
    viewer = maintainer_of(request)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_group(actor=actor_of(request), **form.cleaned_data)
        except Refusal as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Gruppen %(name)s finns nu. Lägg till dem som ska vara med.") % {"name": made})
            return redirect("rights:group", made.pk)
    context = {
        "trail": administration_trail(_("Grupper")),
        "lines": group_lines(viewer=viewer),
        "removed": [(card, label_of(card.group.name)) for card in removed_groups()],
        "form": form,
    }
    return render(request, "rights/groups.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group and its people; `?q=` looks for somebody to add; a POST stores name and description.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a group that is not here, or removed.
    """
    viewer = maintainer_of(request)
    shown = group_or_404(pk)
    initial = {"name": label_of(shown.name), "description": description_of(shown)}
    form = GroupForm(request.POST if request.method == "POST" else None, initial=initial)
    if is_house(shown.name):
        form.fields["name"].disabled = True
        form.fields["name"].help_text = _("Gruppen finns på alla webbplatser och heter lika överallt.")
    if request.method == "POST" and form.is_valid():
        wanted = shown.name if is_house(shown.name) else form.cleaned_data["name"]
        try:
            change_group(
                actor=actor_of(request), group=shown, name=wanted, description=form.cleaned_data["description"]
            )
        except Refusal as error:
            form.add_error("name", str(error))
            shown = group_or_404(pk)
        else:
            messages.success(request, _("Gruppen är sparad."))
            return redirect("rights:group", pk)
    return _group(request, viewer, shown, form)


def _group(request: HttpRequest, viewer: User, shown: Group, form: GroupForm) -> HttpResponse:
    day = clock.today()
    search = SearchForm(request.GET)
    text = search.cleaned_data["q"].strip() if search.is_valid() else ""
    page = Paginator(members(group=shown, viewer=viewer), PAGE).get_page(request.GET.get("sida"))
    people = list(page)
    found = list(candidates(group=shown, viewer=viewer, day=day, text=text)[: FOUND + 1]) if text else []
    places = places_of([*people, *found], day)
    told = {user.pk: "; ".join(places.get(user.pk, [])) or user.title for user in (*people, *found)}
    context = {
        "trail": administration_trail((_("Grupper"), reverse("rights:groups")), label_of(shown.name)),
        "group": shown,
        "label": label_of(shown.name),
        "is_house": is_house(shown.name),
        "description": description_of(shown),
        "follows": sources().get(shown.name, []),
        "sayings": sayings_of(shown),
        "form": form,
        "search": search,
        "text": text,
        "found": [(user, "" if user.is_protected else told[user.pk]) for user in found[:FOUND]],
        "more": len(found) > FOUND,
        "page": page,
        "members": [(user, "" if user.is_protected else told[user.pk]) for user in people],
        "undo": _undo(request, viewer),
    }
    return render(request, "rights/group.html", context, status=422 if form.errors else 200)


def _undo(request: HttpRequest, viewer: User) -> User | None:
    """Whom the page has just taken out, to put back with one button."""
    try:
        return person_or_404(viewer=viewer, uuid=UUID(request.GET.get("borttagen", "")))
    except (ValueError, Http404):
        return None


@require_POST
def set_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to the group, or take them out ("ta-bort"), which can be undone.

    Raises:
        Denied, Http404: as `group`; 404 too for a person who is not here.
    """
    viewer = maintainer_of(request)
    shown = group_or_404(pk)
    try:
        person = person_or_404(viewer=viewer, uuid=UUID(request.POST.get("person", "")))
    except ValueError as error:
        raise Http404 from error
    back = reverse("rights:group", args=[pk])
    try:
        if "ta-bort" in request.POST:
            if remove_from_group(actor=actor_of(request), user=person, group=shown):
                return redirect(f"{back}?{urlencode({'borttagen': str(person.uuid)})}")
        else:
            add_to_group(actor=actor_of(request), user=person, group=shown)
            names = {"name": person.display_name, "group": label_of(shown.name)}
            messages.success(request, _("%(name)s är med i %(group)s.") % names)
    except Refusal as error:
        messages.error(request, str(error))
    return redirect(back)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the group away; the list offers to put it back.

    Raises:
        Denied, Http404: as `group`.
    """
    maintainer_of(request)
    shown = group_or_404(pk)
    try:
        remove_group(actor=actor_of(request), group=shown, now=clock.now())
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("rights:group", pk)
    told = _("Gruppen %(name)s är borttagen. Den går att ångra längst ner på sidan.")
    messages.success(request, told % {"name": label_of(shown.name)})
    return redirect("rights:groups")


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a removed group back.

    Raises:
        Denied: for anybody but the site's system maintainers.
        Http404: for a group that is not removed.
    """
    maintainer_of(request)
    found = restore_group(actor=actor_of(request), card=card_or_404(pk))
    messages.success(request, _("Gruppen %(name)s finns igen, med samma personer.") % {"name": label_of(found.name)})
    return redirect("rights:group", pk)

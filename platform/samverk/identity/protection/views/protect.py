"""/administration/skyddade-personuppgifter/: whose identity is protected, and how they are shown."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.identity.protection.access import person_or_404, require_protector
from samverk.identity.protection.actions import end_protection as ending
from samverk.identity.protection.actions.protect_person import protect_person
from samverk.identity.protection.forms import ProtectForm
from samverk.identity.protection.queries import protected_people
from samverk.identity.queries import search_people
from samverk.ui.trails import administration_trail

PAGE = 50


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Who is protected now, and a search for whoever is to be."""
    protector = require_protector(request.user)
    wanted = request.GET.get("q", "").strip()[:100]
    page = Paginator(protected_people(), PAGE).get_page(request.GET.get("sida"))
    context = {
        "trail": administration_trail(_("Skyddade personuppgifter")),
        "page": page,
        "wanted": wanted,
        "found": search_people(viewer=protector, text=wanted),
    }
    return render(request, "protection/overview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: protect, or change what others see."""
    protector = require_protector(request.user)
    user = person_or_404(uuid)
    sealed = getattr(user, "sealed", None)
    initial = {"shown_as": user.display_name, "reason": sealed.reason} if sealed else {}
    form = ProtectForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            protect_person(actor=actor_of(request), protector=protector, user=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("shown_as", error)
        else:
            messages.success(request, _("Skyddet gäller. Andra ser från och med nu bara namnet du valde."))
            return redirect("protection:person", user.uuid)
    real = sealed.display_name if sealed else user.display_name
    ours = (_("Skyddade personuppgifter"), reverse("protection:overview"))
    context = {"form": form, "person": user, "sealed": sealed, "real": real, "trail": administration_trail(ours, real)}
    return render(request, "protection/person.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let the person be seen again."""
    protector = require_protector(request.user)
    ending.end_protection(actor=actor_of(request), protector=protector, user=person_or_404(uuid))
    messages.success(request, _("Skyddet är hävt. Personen syns med sina egna uppgifter igen."))
    return redirect("protection:overview")

"""Releases: what has been sent to the municipalities, how far each has come, and the next one (TP-01, TP-14)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.catalogue.models import Release
from shared_templates.catalogue.queries import names_of_packages, release_by_uuid, releases_by, source_of, taken_of
from shared_templates.masters.access import may_release, require_model_site, require_reader, require_releaser
from shared_templates.masters.actions.publish_release import NotReady, Step, publish_release
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.masters.effects import meetings
from shared_templates.masters.forms import ReleaseForm, WithdrawForm
from shared_templates.masters.queries import Readiness, changed, masters_by_key, readiness
from shared_templates.masters.views.effect import cells, columns, keys_of
from shared_templates.screens.refusals import tell
from shared_templates.screens.trail import trail
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.queries import active_schema, open_tenants


@never_cache
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Newest first, with how many municipalities have all of each.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for guests and suppliers.
    """
    require_model_site(request)
    user = require_reader(request.user)
    found = releases_by(tenant_of(request).schema_name)
    taken = taken_of(found)
    rows = [
        {"release": row, "whole": sum(count >= row.size for count in taken[row.pk].values())}  # type: ignore[attr-defined]
        for row in found
    ]
    source = source_of(tenant_of(request).schema_name)
    context = {
        "trail": trail(request, _("Mallens släpp")),
        "rows": rows,
        "releases_too": may_release(user) and not source,
        "source": source,
    }
    return render(request, "masters/releases.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose among what is ready, say what is new, see what it would meet, release it.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for anybody but those who answer for releases.
    """
    require_model_site(request)
    require_releaser(request.user)
    judged = readiness(changed())
    if request.POST.get("gor") == "verkan":
        return _new_page(request, ReleaseForm.as_typed(request.POST, judged=judged), judged, asks_effect=True)
    form = ReleaseForm(request.POST if request.method == "POST" else None, judged=judged)
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        keys = [UUID(key) for key in held["keys"]]
        try:
            made = publish_release(
                actor=actor_of(request), name=held["name"], keys=keys, step=Step(held["step"]), notes=held["notes"],
                now=clock.now(), adopt_by=held["adopt_by"],
                notes_of={key: held[f"note_{key}"].strip() for key in keys},
            )  # fmt: skip
        except NotReady as error:
            for one in error.lacking:
                for sentence in one.lacking:
                    form.add_error(None, f"{one.master.code}: {sentence}")
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(release)s är släppt. Kommunerna får veta det.") % {"release": made})
            return redirect("masters:release", made.uuid)
    return _new_page(request, form, judged)


def _new_page(
    request: HttpRequest, form: ReleaseForm, judged: list[Readiness], *, asks_effect: bool = False
) -> HttpResponse:
    keys = keys_of(sorted(form.chosen)) if asks_effect else set()
    context = {
        "trail": _below(request, _("Nytt släpp")),
        "form": form,
        "rows": form.rows(),
        "waiting": [one for one in judged if not one.is_ready],
        "names": names_of_packages(tenant_of(request).schema_name),
        "asks_effect": asks_effect,
        "columns": columns(),
        "effect": [cells(one) for one in meetings(keys, day=clock.today())] if keys else [],
        "effect_file": reverse("masters:effect_file") + "?" + urlencode({"keys": sorted(map(str, keys))}, doseq=True),
    }
    return render(request, "masters/new_release.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One release, and how far each municipality has come with it.

    Raises:
        Http404: on a site that is no model municipality, and for what it has not released.
        Denied: for guests and suppliers.
    """
    require_model_site(request)
    require_reader(request.user)
    return _page(request, _release_or_404(uuid))


@never_cache
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a release back; nobody is offered it any more.

    Raises:
        Http404: on a site that is no model municipality, and for what it has not released.
        Denied: for anybody but those who answer for releases.
    """
    require_model_site(request)
    require_releaser(request.user)
    row = _release_or_404(uuid)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_release(actor=actor_of(request), release=row, why=form.cleaned_data["why"], now=clock.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Släppet är tillbakadraget. Ingen erbjuds det längre."))
            return redirect("masters:release", uuid)
    return _page(request, row, form)


def _release_or_404(uuid: UUID) -> Release:
    row = release_by_uuid(uuid)
    if row is None or row.schema_name != active_schema():
        raise Http404
    return row


def _page(request: HttpRequest, row: Release, form: WithdrawForm | None = None) -> HttpResponse:
    items = list(row.items.all())
    known = {master.key: master.code for master in masters_by_key(item.key for item in items)}
    taken = taken_of([row])[row.pk]
    municipalities: list[dict[str, Any]] = [
        {"name": tenant.name, "taken": taken.get(tenant.schema_name, 0)}
        for tenant in open_tenants().filter(kind=Kind.MUNICIPALITY).order_by("name")
    ]
    answers = may_release(request.user)
    context: dict[str, Any] = {
        "trail": _below(request, str(row)),
        "release": row,
        "items": [(item, known.get(item.key, "")) for item in items],
        "municipalities": municipalities,
        "size": len(items),
        "whole": sum(one["taken"] >= len(items) for one in municipalities),
        "form": (form or WithdrawForm()) if answers and not (row.withdrawn_at or row.origin) else None,
        "hands_out": answers,
    }
    return render(request, "masters/release.html", context, status=422 if form else 200)


def _below(request: HttpRequest, here: str) -> list[dict[str, str]]:
    return trail(request, (_("Mallens släpp"), reverse("masters:releases")), here)

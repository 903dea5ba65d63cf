"""What people do with deviations: propose, write anew, decide, end (TP-03, TN-14)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.text_hints import tell_hints
from shared_templates.adoption.access import require_reader, require_taker
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.adoption.views.common import as_uuid, item_or_404, of_a_municipality
from shared_templates.deviations.access import require_decider, require_ender, require_writer, units_for
from shared_templates.deviations.actions.decide_deviation import decide_deviation
from shared_templates.deviations.actions.end_deviation import end_deviation
from shared_templates.deviations.actions.propose_deviation import propose_deviation
from shared_templates.deviations.actions.rewrite_deviation import rewrite_deviation
from shared_templates.deviations.forms import DecideForm, DeviationForm, EndForm
from shared_templates.deviations.keeping import Overtaken
from shared_templates.deviations.views.deviations import deviation_or_404, page_of
from shared_templates.screens.refusals import tell
from shared_templates.screens.trail import trail_of_items


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Explain what differs in an item here.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when there is none.
    """
    user = require_taker(request.user)
    row = item_or_404(code)
    title = _("Förklara hur %(code)s skiljer sig") % {"code": row.code}
    return _propose(request, user, row, title=title, lead=row.title)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def propose_for_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one unit does otherwise; the municipality's text and likeness stay as they are (TN-14).

    Raises:
        Denied: for guests, suppliers, and who belongs to no unit.
        Http404: when there is no such item.
    """
    user = require_reader(request.user)
    row = item_or_404(code)
    units = units_for(user, clock.today())
    if not units:
        raise Denied(_("Du hör inte till någon enhet här, så du kan inte svara för någon."))
    lead = _("Kommunens text står kvar. Avsteget gäller bara enheten.")
    title = _("Vår enhet gör annorlunda än %(code)s") % {"code": row.code}
    return _propose(request, user, row, title=title, lead=lead, units=units)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def rewrite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write a deviation anew, or renew it; nothing that was typed is lost when somebody was faster.

    Raises:
        Denied: for anybody but who may write it.
        Http404: when there is none.
    """
    row = deviation_or_404(uuid)
    user = require_writer(request.user, row)
    form = DeviationForm(request.POST if request.method == "POST" else None, deviation=row)
    posted = as_uuid(request.POST.get("revision", ""))
    read = posted or row.revision
    if request.method == "POST" and form.is_valid():
        try:
            done = rewrite_deviation(
                actor=actor_of(request), deviation=row, read=posted, why=form.why(user), now=clock.now()
            )
        except Overtaken as error:
            row = deviation_or_404(uuid)
            read = row.revision
            tell(form, error)
        except ValidationError as error:
            tell(form, error)
        else:
            return _written(request, done)
    title = _("Skriv om avsteget från %(code)s") % {"code": row.item.code}
    lead = _("Det du skriver tas ställning till igen. Till dess gäller det som om inget hade hänt.")
    return _form(request, row.item, form, title=title, lead=lead, row=row, read=read)


@never_cache
@require_POST
@of_a_municipality
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Approve a deviation, or send it back.

    Raises:
        Denied: for its owner, and for anybody who may not approve.
        Http404: when there is none.
    """
    row = deviation_or_404(uuid)
    user = require_decider(request.user, row)
    form = DecideForm(request.POST)
    approved = request.POST.get("beslut") == "ja"
    if form.is_valid():
        try:
            decide_deviation(
                actor=actor_of(request), user=user, deviation=row, read=as_uuid(request.POST.get("revision", "")),
                approved=approved, now=clock.now(), note=form.cleaned_data["note"],
            )  # fmt: skip
        except ValidationError as error:
            tell(form, error)
        else:
            said = _("Avsteget är godkänt.") if approved else _("Avsteget är skickat tillbaka till den som äger det.")
            messages.success(request, said)
            return redirect("templates:deviation", uuid)
    return page_of(request, user, deviation_or_404(uuid), decide=form, status=422)


@never_cache
@require_POST
@of_a_municipality
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a deviation.

    Raises:
        Denied: for anybody but its owner and those who approve.
        Http404: when there is none.
    """
    row = deviation_or_404(uuid)
    user = require_ender(request.user, row)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            end_deviation(
                actor=actor_of(request), user=user, deviation=row, read=as_uuid(request.POST.get("revision", "")),
                note=form.cleaned_data["note"], now=clock.now(),
            )  # fmt: skip
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Avsteget är avslutat."))
            return redirect("templates:deviation", uuid)
    return page_of(request, user, deviation_or_404(uuid), end=form, status=422)


def _propose(
    request: HttpRequest, user: User, item: Adopted, *, title: str, lead: str, units: Mapping[UUID, str] | None = None
) -> HttpResponse:
    form = DeviationForm(request.POST if request.method == "POST" else None, units=units)
    if form.is_bound and form.is_valid():
        try:
            made = propose_deviation(actor=actor_of(request), item=item, why=form.why(user), now=clock.now())
        except ValidationError as error:
            tell(form, error)
        else:
            return _written(request, made)
    return _form(request, item, form, title=title, lead=lead)


def _written(request: HttpRequest, row: Deviation) -> HttpResponse:
    messages.success(request, _("Avsteget väntar nu på godkännande."))
    tell_hints(request, row.text)
    return redirect("templates:deviation", row.uuid)


def _form(
    request: HttpRequest,
    item: Adopted,
    form: DeviationForm,
    *,
    title: str,
    lead: str,
    row: Deviation | None = None,
    read: UUID | None = None,
) -> HttpResponse:
    back = reverse("templates:deviation", args=[row.uuid]) if row else reverse("templates:item", args=[item.code])
    context: dict[str, Any] = {
        "trail": trail_of_items((item.code, reverse("templates:item", args=[item.code])), title),
        "title": title,
        "lead": lead,
        "form": form,
        "back": back,
        "read": read,
        "row": row,
    }
    return render(request, "deviations/write.html", context, status=422 if form.is_bound else 200)

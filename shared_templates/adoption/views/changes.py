"""Adapt an item, and answer a routine."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.access import require_taker
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.change_item import ChangedMeanwhile, NeedsReason, change_item
from shared_templates.adoption.actions.decide_text import decide_text
from shared_templates.adoption.adapting import AdaptForm
from shared_templates.adoption.forms import AnswerForm, DecisionForm
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.terms import hints_about
from shared_templates.adoption.views.common import as_uuid, item_or_404, of_a_municipality
from shared_templates.adoption.views.items import item_page
from shared_templates.catalogue.models import Policy
from shared_templates.content.values import Content
from shared_templates.deviations.queries import open_deviations
from shared_templates.screens.comparing import compared
from shared_templates.screens.trail import trail_of_items


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def adapt(request: HttpRequest, code: str) -> HttpResponse:
    """Write an item differently here; whoever comes second sees both texts and loses nothing.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when there is none.
    """
    user = require_taker(request.user)
    row = item_or_404(code)
    if row.policy == Policy.LOCKED:
        return _page(request, row, None, status=422 if request.method == "POST" else 200)
    asks_why = row.policy == Policy.DEFAULT and not open_deviations(row).filter(unit=None).exists()
    if request.method != "POST":
        return _page(request, row, AdaptForm(item=row, asks_why=asks_why))
    form = AdaptForm(request.POST, item=row, asks_why=asks_why)
    if wanted := request.POST.get("gor", ""):
        return _page(request, row, form.rearranged(wanted), rearranged=True)
    read = as_uuid(request.POST.get("revision", ""))
    if read != row.revision:
        return _meanwhile(request, row, form)
    if form.is_valid():
        try:
            change_item(
                actor=actor_of(request), item=row, content=form.said(), read=read, now=clock.now(),
                why=form.why(user),
            )  # fmt: skip
        except ChangedMeanwhile:
            return _meanwhile(request, item_or_404(code), form)
        except NeedsReason as error:
            form.add_error("reason" if asks_why else None, ValidationError(error.messages))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Texten är sparad och gäller nu hos er."))
            _hint_at_words(request, form.said())
            return redirect("templates:item", row.code)
    return _page(request, row, form, status=422)


def _hint_at_words(request: HttpRequest, said: Content) -> None:
    """What the term bank says of it; saved it is (TP-05)."""
    for hint in hints_about(said):
        messages.info(request, str(hint))


@never_cache
@require_POST
@of_a_municipality
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the municipality works as the routine says.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when there is none.
    """
    require_taker(request.user)
    row = item_or_404(code)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_routine(actor=actor_of(request), item=row, answer=form.cleaned_data["answer"], now=clock.now())
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Svaret är sparat."))
            return redirect("templates:item", row.code)
    return render(request, "adoption/item.html", {**item_page(request, row, form), "answered": form}, status=422)


@never_cache
@require_POST
@of_a_municipality
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """Write in that a body has adopted the text, or that its decision applies no longer.

    Raises:
        Denied: for anybody but those who take releases.
        Http404: when there is none.
    """
    require_taker(request.user)
    row = item_or_404(code)
    form, over = DecisionForm(request.POST), request.POST.get("gor") == "upphor"
    if over or form.is_valid():
        day, reference = (None, "") if over else (form.cleaned_data["decided_on"], form.cleaned_data["reference"])
        try:
            decide_text(
                actor=actor_of(request), item=row, read=as_uuid(request.POST.get("revision", "")), decided_on=day,
                reference=reference, now=clock.now(),
            )  # fmt: skip
        except ChangedMeanwhile:
            # Sent once more it is about what the page shows now.
            again = request.POST.copy()
            again["revision"] = str(item_or_404(code).revision)
            form = DecisionForm(again)
            form.full_clean()
            form.add_error(None, _("Någon annan ändrade texten medan du läste. Läs den igen: gäller beslutet den?"))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("Beslutet gäller inte längre texten.") if over else _("Beslutet är inskrivet.")
            messages.success(request, said)
            return redirect("templates:item", row.code)
    page = item_page(request, item_or_404(code), decision=form)
    return render(request, "adoption/item.html", {**page, "answered": form}, status=422)


def _meanwhile(request: HttpRequest, row: Adopted, form: AdaptForm) -> HttpResponse:
    """What is there now beside what was typed; saved once more, what was typed is what counts."""
    form.add_error(
        None, _("Någon annan ändrade texten medan du skrev. Inget är sparat, och allt du skrev finns kvar här.")
    )
    return _page(request, row, form, status=422, meanwhile=compared(row.sort, row.said(), form.said()))


def _page(
    request: HttpRequest, row: Adopted, form: AdaptForm | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    context: dict[str, Any] = {
        "trail": trail_of_items((row.code, reverse("templates:item", args=[row.code])), _("Anpassa")),
        "item": row,
        "form": form,
        "revision": row.revision,
        **more,
    }
    return render(request, "adoption/adapt.html", context, status=status)

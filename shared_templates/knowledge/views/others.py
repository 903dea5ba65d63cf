"""/kunskapsbank/fran-andra/: what other municipalities share, and where it is to lie here."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.intranet.knowledge.access import places_for
from samverk.intranet.knowledge.registries import steps_of
from samverk.intranet.models import PlacedPage
from samverk.intranet.queries import address_of
from samverk.kernel import clock
from shared_templates.knowledge.access import is_model, require_part, shared_or_404
from shared_templates.knowledge.actions.draft_article import draft_article
from shared_templates.knowledge.actions.place_article import place_article
from shared_templates.knowledge.forms import PlaceForm
from shared_templates.knowledge.models import ArticleVersion
from shared_templates.knowledge.queries import as_shown, placed_here
from shared_templates.knowledge.queries import from_others as rows_of
from shared_templates.masters.access import may_edit, require_editor

PER_PAGE = 50


@require_safe
def from_others(request: HttpRequest) -> HttpResponse:
    """All that is shared, newest first.

    Raises:
        Http404: on a site that is no municipality.
        Denied: for guests, suppliers and people of municipal companies.
    """
    require_part(request)
    text = request.GET.get("sok", "").strip()[:100].replace("\x00", "")
    page = Paginator(rows_of(text), PER_PAGE).get_page(request.GET.get("sida"))
    here = placed_here([row.article.key for row in page])
    steps = steps_of({row.content["about"] for row in page})
    rows = [(row, steps.get(row.content["about"]), here.get(row.article.key)) for row in page]
    prefix = "?" + urlencode({"sok": text, "sida": ""} if text else {"sida": ""})
    context = {
        "page": page,
        "rows": rows,
        "wanted": text,
        "prefix": prefix,
        "trail": _trail(),
        "is_model": is_model(request),
    }
    return render(request, "knowledge/from_others.html", context)


@require_safe
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """What one municipality shares, and where it can be put.

    Raises:
        Http404: when nobody else shares it.
        Denied: for guests, suppliers and people of municipal companies.
    """
    return _page(request, shared_or_404(request, key))


@require_POST
def place(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put it there.

    Raises:
        Http404: when nobody else shares it.
        Denied: for those who may not publish there.
    """
    version = shared_or_404(request, key)
    user = require_part(request)
    if is_model(request):
        raise Http404
    places = places_for(user, page_type=PlacedPage, right="publish")
    form = PlaceForm(request.POST, places=places)
    if not form.is_valid():
        return _page(request, version, form)
    parent = next(page for page in places if str(page.pk) == form.cleaned_data["place"])
    try:
        page = place_article(actor=actor_of(request), user=user, key=key, parent=parent, now=clock.now())
    except ValidationError as error:
        form.add_error("place", error)
        return _page(request, version, form)
    messages.success(request, _("Artikeln ligger hos er. När ägaren delar en ny text visas den här."))
    return redirect(address_of(page))


@require_POST
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make it a draft of the model.

    Raises:
        Http404: when nobody proposes it, and on every site but the model's.
        Denied: for anybody but its editors.
    """
    version = shared_or_404(request, key)
    if not is_model(request):
        raise Http404
    editor = require_editor(request.user)
    try:
        made, is_new = draft_article(actor=actor_of(request), user=editor, key=key, now=clock.now())
    except ValidationError as error:
        return _page(request, version, stopped=error.messages)
    told = _("Utkastet %(code)s är skrivet efter artikeln.") if is_new else _("Artikeln är redan utkastet %(code)s.")
    messages.success(request, told % {"code": made.code})
    return redirect("masters:master", made.code)


def _page(
    request: HttpRequest, version: ArticleVersion, form: PlaceForm | None = None, *, stopped: Sequence[str] = ()
) -> HttpResponse:
    here = placed_here([version.article.key]).get(version.article.key)
    user, asks = require_part(request), not (here or form or is_model(request))
    places = places_for(user, page_type=PlacedPage, right="publish") if asks else []
    text = as_shown(version)
    context = {
        "trail": _trail(text.title),
        "key": version.article.key,
        "text": text,
        "step": steps_of([text.about]).get(text.about),
        "here": here,
        "is_model": is_model(request),
        "form": form or (PlaceForm(places=places) if places else None),
        "refused": form,
        "stopped": stopped,
        "writes": is_model(request) and may_edit(request.user),
    }
    return render(request, "knowledge/one.html", context, status=422 if form or stopped else 200)


def _trail(title: str = "") -> list[dict[str, str]]:
    bank = {"label": _("Kunskapsbank"), "url": reverse("intranet:knowledge")}
    others = {"label": _("Från andra kommuner"), "url": reverse("knowledge:from_others") if title else ""}
    return [bank, others, {"label": title, "url": ""}] if title else [bank, others]

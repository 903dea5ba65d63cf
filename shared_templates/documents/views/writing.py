"""Write in a draft, and fill in anew what is known."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.kernel.text_hints import tell_hints
from shared_templates.adoption.terms import all_words
from shared_templates.adoption.views.common import as_uuid, of_a_municipality
from shared_templates.documents.access import require_writer
from shared_templates.documents.actions.write_document import refill_document, write_document
from shared_templates.documents.comparing import differences
from shared_templates.documents.drawing import filled
from shared_templates.documents.forms import DocumentForm
from shared_templates.documents.keeping import Overtaken, told_on
from shared_templates.documents.queries import template_of
from shared_templates.documents.shape import DOCUMENT, guidance, names_of
from shared_templates.documents.views.common import draft_or_404, overtaken, trail
from shared_templates.screens.comparing import compared
from shared_templates.screens.refusals import tell


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change what a draft says.

    Raises:
        Denied: for anybody but those who write documents.
        Http404: when there is none, and when it is sent.
    """
    row = draft_or_404(require_writer(request.user), uuid)
    template = template_of(row)
    help_texts = guidance(template.said()) if template else {}
    if request.method != "POST":
        return _page(request, DocumentForm(None, document=row, guidance=help_texts))
    form = DocumentForm(request.POST, document=row, guidance=help_texts)
    if wanted := request.POST.get("gor", ""):
        return _page(request, form.rearranged(wanted), rearranged=True)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        write_document(
            actor=actor_of(request), document=row, content=form.said(), read=form.cleaned_data["revision"],
            now=clock.now(),
        )  # fmt: skip
    except Overtaken as error:
        return _meanwhile(request, form, error)
    except ValidationError as error:
        tell(form, error)
        return _page(request, form, status=422)
    messages.success(request, _("Utkastet är sparat. Läs igenom det innan du skickar."))
    tell_hints(request, all_words(form.said()))
    return redirect("project_documents:one", row.uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def refill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What would be filled in today, against what stands there; nobody's own words are touched.

    Raises:
        Denied: for anybody but those who write documents.
        Http404: when there is none, and when it is sent.
    """
    row = draft_or_404(require_writer(request.user), uuid)
    if request.method == "POST":
        read = as_uuid(request.POST.get("revision", ""))
        try:
            refill_document(actor=actor_of(request), document=row, read=read, now=clock.now())
        except Overtaken as error:
            messages.warning(request, overtaken(error))
            return redirect("project_documents:refill", row.uuid)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect("project_documents:one", row.uuid)
        messages.success(request, _("Uppgifterna är från i dag. Det ni har skrivit själva är kvar."))
        return redirect("project_documents:one", row.uuid)
    today = clock.today()
    context = {
        "trail": trail((row.title, reverse("project_documents:one", args=[row.uuid])), _("Uppgifter")),
        "row": row,
        "today": today,
        "names": names_of(row.said()),
        "differences": differences(row, told_on(names_of(row.said()), today)),
    }
    return render(request, "project_documents/refill.html", context)


def _meanwhile(request: HttpRequest, form: DocumentForm, error: Overtaken) -> HttpResponse:
    """What is there now beside what was typed; saved once more, what was typed is what counts."""
    data = request.POST.copy()
    data["revision"] = str(error.document.revision)
    again = DocumentForm(data, document=error.document, guidance=form.guidance)
    again.add_error(None, overtaken(error))
    meanwhile = compared(DOCUMENT, error.document.said(), form.said())
    return _page(request, again, status=422, meanwhile=meanwhile)


def _page(request: HttpRequest, form: DocumentForm, *, status: int = 200, **more: Any) -> HttpResponse:
    row = form.document
    fills = filled(row)
    context = {
        "trail": trail((row.title, reverse("project_documents:one", args=[row.uuid])), _("Skriv")),
        "row": row,
        "form": form,
        "filled": [fills[name] for name in names_of(row.said()) if name in fills],
        **more,
    }
    return render(request, "project_documents/write.html", context, status=status)

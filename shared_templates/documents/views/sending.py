"""Choose whom a document is for, and send it."""

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
from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.documents.access import require_writer
from shared_templates.documents.actions.send_document import send_document
from shared_templates.documents.forms import SendForm
from shared_templates.documents.keeping import Overtaken
from shared_templates.documents.models import Document
from shared_templates.documents.queries import people_to_choose, units_on
from shared_templates.documents.views.common import draft_or_404, overtaken, trail
from shared_templates.screens.refusals import tell


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whom it is for; a search for people keeps what is ticked.

    Raises:
        Denied: for anybody but those who write documents.
        Http404: when there is none, and when it is sent.
    """
    user = require_writer(request.user)
    row = draft_or_404(user, uuid)
    units = units_on(clock.today())
    if request.method != "POST":
        return _page(request, row, SendForm(units=units, people=[], revision=row.revision))
    people = people_to_choose(viewer=user, text=request.POST.get("sok", ""), chosen=request.POST.getlist("people"))
    form = SendForm(request.POST, units=units, people=people)
    if "leta" in request.POST:
        form.errors.clear()
        return _page(request, row, form, found=len(people))
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        sent = send_document(
            actor=actor_of(request), user=user, document=row, read=form.cleaned_data["revision"],
            people=form.chosen_people(), units=form.chosen_units(), now=clock.now(),
        )  # fmt: skip
    except Overtaken as error:
        messages.warning(request, overtaken(error))
        return redirect("project_documents:one", uuid)
    except ValidationError as error:
        tell(form, error)
        return _page(request, row, form, status=422)
    messages.success(request, _("”%(title)s” är skickat och går inte längre att ändra.") % {"title": sent.title})
    return redirect("project_documents:one", uuid)


def _page(
    request: HttpRequest, row: Document, form: SendForm, *, status: int = 200, found: int | None = None
) -> HttpResponse:
    context = {
        "trail": trail((row.title, reverse("project_documents:one", args=[row.uuid])), _("Skicka")),
        "row": row,
        "form": form,
        "words": request.POST.get("sok", ""),
        "found": found,
    }
    return render(request, "project_documents/send.html", context, status=status)

"""A document begins: after a template, or as a correction; a draft is thrown away."""

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverk.identity.access import actor_of
from samverk.kernel import clock
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.views.common import as_uuid, of_a_municipality
from shared_templates.content.kinds import Words
from shared_templates.documents.access import require_writer
from shared_templates.documents.actions.create_document import correct_document, create_document
from shared_templates.documents.actions.discard_document import discard_document
from shared_templates.documents.keeping import Overtaken
from shared_templates.documents.queries import template_by_code, templates
from shared_templates.documents.views.common import document_or_404, draft_or_404, overtaken, trail
from shared_templates.screens.reading import named


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_municipality
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a document template; the draft is filled in at once.

    Raises:
        Denied: for anybody but those who write documents.
        Http404: for a template that is not here.
    """
    user = require_writer(request.user)
    if request.method == "POST":
        template, uuid = template_by_code(request.POST.get("mall", "")), as_uuid(request.POST.get("uuid", ""))
        if template is None or uuid is None:
            raise Http404
        made = create_document(actor=actor_of(request), user=user, uuid=uuid, template=template, now=clock.now())
        return redirect("project_documents:write", made.uuid)
    shown = [
        {"is": row, "uuid": uuid4(), "summary": row.said().head.get("summary", ""), "facts": list(_facts(row))}
        for row in templates()
    ]
    return render(request, "project_documents/begin.html", {"trail": trail(_("Nytt")), "templates": shown})


@never_cache
@require_POST
@of_a_municipality
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin a correction of a document that is sent.

    Raises:
        Denied: for anybody but those who write documents.
        Http404: when there is none, and for a draft.
    """
    user = require_writer(request.user)
    row, number = document_or_404(user, uuid), as_uuid(request.POST.get("uuid", ""))
    if number is None or not row.is_sent:
        raise Http404
    made = correct_document(actor=actor_of(request), user=user, uuid=number, document=row, now=clock.now())
    return redirect("project_documents:write", made.uuid)


@never_cache
@require_POST
@of_a_municipality
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a draft away.

    Raises:
        Denied: for anybody but those who write documents.
        Http404: when there is none, and when it is sent.
    """
    user = require_writer(request.user)
    row = draft_or_404(user, uuid)
    try:
        discard_document(actor=actor_of(request), document=row, read=as_uuid(request.POST.get("revision", "")))
    except Overtaken as error:
        messages.warning(request, overtaken(error))
        return redirect("project_documents:one", uuid)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("project_documents:one", uuid)
    messages.success(request, _("Utkastet ”%(title)s” är borttaget.") % {"title": row.title})
    return redirect("project_documents:list")


def _facts(template: Adopted) -> Iterator[tuple[Words, str]]:
    for field, text in named(template.sort.head, template.said().head):
        if field.name in ("used_for", "retention"):
            yield field.label, text

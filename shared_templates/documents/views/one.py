"""One document: a draft as it would be sent, what was sent, and what was sent as a file."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.documents.access import may_write, require_reader
from shared_templates.documents.drawing import drawn
from shared_templates.documents.facts import facts_of, facts_of_file
from shared_templates.documents.frozen import is_as_sent
from shared_templates.documents.markdown import markdown_of
from shared_templates.documents.models import Document
from shared_templates.documents.names import masked
from shared_templates.documents.queries import corrections_of
from shared_templates.documents.views.common import CORRECTED, DRAFT, SENT, document_or_404, trail


@never_cache
@require_safe
@of_a_municipality
def shown(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read one.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none this person may read.
    """
    user = require_reader(request.user)
    row = document_or_404(user, uuid)
    corrections = corrections_of(row) if row.is_sent else []
    is_broken = row.is_sent and not is_as_sent(row)
    masked(row, reader=user)
    context = {
        "trail": trail(row.title),
        "row": row,
        "badge": DRAFT if not row.is_sent else CORRECTED if corrections else SENT,
        "sections": drawn(row),
        "facts": facts_of(row),
        "corrections": corrections,
        "is_broken": is_broken,
        "writes": may_write(user),
        "form_uuid": uuid4(),
    }
    return render(request, "project_documents/one.html", context)


@never_cache
@require_safe
@of_a_municipality
def as_html(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was sent as a page of its own, without anything around it.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none, and for a draft.
    """
    row = _sent_or_404(request, uuid)
    context = {"row": row, "sections": drawn(row), "facts": facts_of_file(row)}
    return _file(row, render_to_string("project_documents/file.html", context), "html", "text/html; charset=utf-8")


@never_cache
@require_safe
@of_a_municipality
def as_markdown(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was sent in Markdown, as a file that every computer opens.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none, and for a draft.
    """
    row = _sent_or_404(request, uuid)
    return _file(row, markdown_of(row), "txt", "text/plain; charset=utf-8")


def _sent_or_404(request: HttpRequest, uuid: UUID) -> Document:
    user = require_reader(request.user)
    row = document_or_404(user, uuid)
    if not row.is_sent:
        raise Http404
    masked(row, reader=user)
    return row


def _file(row: Document, text: str, ending: str, content_type: str) -> HttpResponse:
    name = f"{slugify(row.title) or 'dokument'}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=content_type, headers=headers)

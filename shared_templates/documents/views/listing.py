"""All documents: drafts for those who write, what is sent for everybody who works here."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_templates.adoption.views.common import of_a_municipality
from shared_templates.documents.access import may_write, require_reader
from shared_templates.documents.models import Document
from shared_templates.documents.names import masked
from shared_templates.documents.queries import documents
from shared_templates.documents.views.common import CORRECTED, DRAFT, SENT
from shared_templates.screens.comparing import Told
from shared_templates.screens.trail import trail_of_items

PAGE = 50
STATES = {"utkast": "draft", "skickade": "sent"}


@never_cache
@require_safe
@of_a_municipality
def listed(request: HttpRequest) -> HttpResponse:
    """The list, those last changed first.

    Raises:
        Denied: for guests and suppliers.
    """
    user = require_reader(request.user)
    writes, chosen = may_write(user), request.GET.get("visa", "")
    chosen = chosen if writes and chosen in STATES else ""
    page = Paginator(documents(drafts=writes, state=STATES.get(chosen, "")), PAGE).get_page(request.GET.get("sida"))
    masked(*page, reader=user)
    rows = [(row, _badge(row)) for row in page]
    context = {
        "trail": trail_of_items(_("Projektdokument")),
        "page": page,
        "rows": rows,
        "chosen": chosen,
        "filters": [("", _("Alla")), ("utkast", _("Utkast")), ("skickade", _("Skickade"))],
        "prefix": f"?visa={chosen}&sida=",
        "writes": writes,
    }
    return render(request, "project_documents/list.html", context)


def _badge(row: Document) -> Told:
    if not row.is_sent:
        return DRAFT
    return CORRECTED if row.is_corrected else SENT  # type: ignore[attr-defined]

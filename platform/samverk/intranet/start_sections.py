"""The box "Hitta vidare" of the start page."""

from django.http import HttpRequest

from samverk.intranet import queries
from samverk.intranet.models import StartPage


def context(request: HttpRequest) -> dict[str, object] | None:
    """The sections right below the start page; nothing where the person may read none."""
    start = queries.shown_page(request)
    found = queries.top_sections(start, reader=request.user) if isinstance(start, StartPage) else []
    return {"sections": found} if found else None

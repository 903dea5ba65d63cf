"""All sections on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverk.intranet import queries
from samverk.intranet.access import require_municipality, require_reader


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    """Every section with the pages right below it."""
    require_reader(request.user)
    require_municipality(request.user)
    return render(request, "intranet/structure.html", {"sections": queries.structure(reader=request.user)})

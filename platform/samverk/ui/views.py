"""The gallery."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverk.ui.gallery import gallery_groups


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its samples."""
    return render(request, "ui/gallery.html", {"groups": gallery_groups()})

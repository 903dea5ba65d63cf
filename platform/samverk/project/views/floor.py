"""The floor of the bench: a bare page for a signed-in person, with nothing on it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def floor(request: HttpRequest) -> HttpResponse:
    """Site, session and person are resolved; nothing else happens."""
    return HttpResponse(
        f"<!doctype html><title>golv</title><p>{request.user.pk}", content_type="text/html; charset=utf-8"
    )

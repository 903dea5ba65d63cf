"""Pictures, served only after access.py has said yes (law 5)."""

import mimetypes

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from samverk.intranet.access import picture_or_404


@require_safe
@cache_control(private=True, max_age=86_400)
def picture(request: HttpRequest, path: str) -> FileResponse:
    """One picture of this site."""
    opened = picture_or_404(user=request.user, path=path)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(opened, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

"""Pictures and files of posts, served only after access.py has said yes (law 5)."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from samverk.social.posts.access import attachment_or_404
from samverk.social.posts.models import AttachmentKind


@require_safe
@cache_control(private=True, max_age=86_400)
def file(request: HttpRequest, uuid: UUID) -> FileResponse:
    """A picture is shown, a file is saved; neither may run anything here."""
    found = attachment_or_404(user=request.user, uuid=uuid)
    if found.kind == AttachmentKind.PICTURE:
        opened = (found.small if "liten" in request.GET else found.file).open("rb")
        response = FileResponse(opened, content_type="image/webp")
    else:
        response = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

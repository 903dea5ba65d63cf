"""A site's logotype: shown before sign-in too, so it is the one file of a site without a question to access.py."""

from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tenants.middleware import tenant_of
from tenants.models import Tenant


def logo_url(tenant: Tenant) -> str | None:
    """Address of the logotype; changes with the picture, so it may be cached for long. None: there is none."""
    if not tenant.logo:
        return None
    return reverse("tenants:logo", args=[PurePosixPath(tenant.logo).stem])


@login_not_required
@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def logo(request: HttpRequest, version: str) -> FileResponse:
    """The picture, as WebP: what was uploaded is never served as it came.

    Raises:
        Http404: when the site has no logotype, or had another one.
    """
    tenant = tenant_of(request)
    if not tenant.logo or PurePosixPath(tenant.logo).stem != version or not default_storage.exists(tenant.logo):
        raise Http404
    return FileResponse(default_storage.open(tenant.logo, "rb"), content_type="image/webp")

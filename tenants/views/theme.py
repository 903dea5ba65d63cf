"""A site's colours as a stylesheet of its own: no inline style, cached for a year by address."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from samverk.ui.theme import theme_css
from tenants.middleware import tenant_of
from tenants.models import Tenant


def theme_url(tenant: Tenant) -> str:
    """Address of the site's stylesheet; changes with the colour, so it may be cached for long."""
    return reverse("tenants:theme", args=[theme_version(tenant)])


def theme_version(tenant: Tenant) -> str:
    """Short hash of what the stylesheet is made from."""
    return hashlib.sha256(f"2:{tenant.brand_colour}".encode()).hexdigest()[:12]


@login_not_required
@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def theme(request: HttpRequest, version: str) -> HttpResponse:
    """The stylesheet. An old address gives today's colours: better than none."""
    return HttpResponse(theme_css(tenant_of(request).brand_colour), content_type="text/css; charset=utf-8")

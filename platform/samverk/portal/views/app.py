"""What makes a site installable: manifest, icons, the browser's worker, and the page without a network (PF-23)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from samverk.intranet.emergency.queries import content
from samverk.kernel import clock
from samverk.portal.offline.icons import draw_icon
from samverk.portal.offline.numbers import with_numbers
from samverk.portal.offline.queries import SIZES, icon_version, manifest, worker_values
from samverk.portal.systems.access import require_colleague
from tenants.middleware import tenant_of


@login_not_required
@require_safe
@cache_control(max_age=3600)
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Name, colours and icons: what the sign-in page shows to everybody already."""
    found = manifest(tenant_of(request), language=get_language() or "sv")
    return JsonResponse(found, content_type="application/manifest+json")


@login_not_required
@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)
def icon(request: HttpRequest, version: str, size: int) -> HttpResponse:
    """The site's icon.

    Raises:
        Http404: for another size, or an icon the site has no longer.
    """
    tenant = tenant_of(request)
    if size not in SIZES or version != icon_version(tenant):
        raise Http404
    return HttpResponse(draw_icon(tenant, size), content_type="image/png")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The browser's worker: keeps files that are the same for everybody, and one page without a network."""
    response = render(request, "portal/sw.js", worker_values(tenant_of(request)), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@never_cache
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Whom to call and what to do when the network is gone: what every colleague may see, nothing of the one who asks.

    Raises:
        Denied: for guests and suppliers.
    """
    require_colleague(request.user)
    tenant = tenant_of(request)
    found = content(site_name=tenant.official_name, day=clock.today())
    support = [(label, with_numbers(text)) for label, text in found.support]
    context = {"content": found, "support": support, "made_at": clock.now(), "site": tenant}
    return render(request, "portal/offline.html", context)

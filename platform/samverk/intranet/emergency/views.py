"""The pack for those who keep it: when it was made, what is in it, the file."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverk.identity.access import actor_of, require_maintainer
from samverk.intranet.emergency.actions.build_emergency_pack import build_emergency_pack
from samverk.intranet.emergency.actions.fetch_emergency_pack import fetch_emergency_pack
from samverk.intranet.emergency.queries import content, left_out, newest_pack
from samverk.kernel import clock
from samverk.ui.trails import administration_trail
from tenants.middleware import tenant_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The newest pack and what one made now would hold; a post makes one.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    require_maintainer(request.user)
    tenant, now = tenant_of(request), clock.now()
    if request.method == "POST":
        build_emergency_pack(actor=actor_of(request), tenant=tenant, now=now)
        messages.success(request, _("Nödpaketet är skapat. Hämta det och lägg det där ni når det utan intranät."))
        return redirect("intranet:emergency_pack")
    context = {
        "trail": administration_trail(_("Nödpaket")),
        "pack": newest_pack(),
        "held": content(site_name=tenant.official_name, day=clock.today()),
        "left_out": left_out(),
    }
    return render(request, "intranet/emergency/overview.html", context)


@never_cache
@require_safe
def download(request: HttpRequest) -> FileResponse:
    """The newest pack as a file.

    Raises:
        Denied: for anybody but the site's own system maintainers and support with content.
        Http404: before the first was made.
    """
    user = require_maintainer(request.user)
    pack = newest_pack()
    if pack is None:
        raise Http404
    fetch_emergency_pack(actor=actor_of(request), user=user, pack=pack)
    name = f"nodpaket-{tenant_of(request).slug}-{pack.made_at:%Y-%m-%d}.zip"
    return FileResponse(
        default_storage.open(pack.name), as_attachment=True, filename=name, content_type="application/zip"
    )

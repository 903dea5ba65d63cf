"""Which languages the site speaks, what it is called in each, and what is missing (TN-15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from samverk.portal.access import require_maintainer_of_site, require_right_to_decide
from samverk.portal.catalogues import catalogues
from samverk.portal.deciding import decide, form_for
from samverk.ui.trails import administration_trail
from tenants.middleware import tenant_of
from tenants.models import Kind
from tenants.settings.explaining import explain, lock_in_words
from tenants.settings.languages import NAMES, OFFERED, offered_languages, site_name
from tenants.settings.queries import effective, row_of
from tenants.settings.registry import HERE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def languages(request: HttpRequest) -> HttpResponse:
    """The choice, the names, and how whole each catalogue is.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    user = require_maintainer_of_site(request)
    tenant = tenant_of(request)
    row = row_of(key=OFFERED, scope=HERE)
    data = request.POST if request.method == "POST" else None
    form = form_for(effective(OFFERED), row, on_template=tenant.kind == Kind.TEMPLATE, data=data)
    if request.method == "POST":
        require_right_to_decide(user, OFFERED)
        told = decide(actor=actor_of(request), form=form, key=OFFERED, scope=HERE, what=request.POST.get("gor", ""))
        if told:
            messages.success(request, told)
            return redirect("portal:languages")
    found = effective(OFFERED)
    offered = {code for code, _name in offered_languages()}
    context: dict[str, Any] = {
        "trail": administration_trail(_("Webbplatsens språk")),
        "form": form,
        "steps": explain(found),
        "lock": lock_in_words(*found.lock) if found.lock else "",
        "lines": [
            {
                "catalogue": each,
                "offered": each.code in offered,
                "site_name": site_name(tenant, each.code) if each.whole else "",
                "name_url": reverse("portal:setting", args=[NAMES[each.code].name]) if each.code in NAMES else "",
            }
            for each in catalogues()
        ],
    }
    return render(request, "portal/languages.html", context, status=422 if form.errors else 200)

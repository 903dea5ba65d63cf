"""The operator's first page: which sites there are. No content of anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverk.identity.access import is_internal, is_maintainer
from samverk.kernel.access import Denied
from samverk.kernel.swedish_order import swedish_order
from tenants.queries import primary_hosts, tenants_in_use, url_on


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """All sites with address and state; two queries. Who runs them goes to /drift/, the same list with more on it.

    Raises:
        Denied: for guests and suppliers (PF-07).
    """
    if not is_internal(request.user):
        raise Denied(_("Listan över webbplatser är för den som arbetar med driften."))
    if is_maintainer(request.user):
        return redirect("operator:sites")
    tenants = sorted(tenants_in_use(), key=lambda tenant: swedish_order(tenant.official_name))
    hosts = primary_hosts([tenant.schema_name for tenant in tenants])
    rows = [
        {
            "tenant": tenant,
            "host": hosts[tenant.schema_name],
            "url": url_on(request=request, host=hosts[tenant.schema_name], path="/"),
        }
        for tenant in tenants
    ]
    return render(request, "project/operator_start.html", {"rows": rows})

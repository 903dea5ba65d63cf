"""/administration/aviseringar/: how people are told who have not chosen themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, require_maintainer
from samverk.notifications.actions.choose_ways import choose_site_ways
from samverk.notifications.drawing import matrix_table
from samverk.notifications.matrix_form import matrix_in
from samverk.notifications.queries import matrix_of
from samverk.ui.trails import administration_trail


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The site's matrix."""
    require_maintainer(request.user)
    if request.method == "POST":
        choose_site_ways(actor=actor_of(request), matrix=matrix_in(request.POST))
        messages.success(request, _("Valen är sparade. De gäller alla som inte har valt själva."))
        return redirect("notifications:site_choices")
    context = {
        "trail": administration_trail(_("Aviseringar")),
        "rows": [(row, matrix_table(row)) for row in matrix_of(None)],
    }
    return render(request, "notifications/site_choices.html", context)

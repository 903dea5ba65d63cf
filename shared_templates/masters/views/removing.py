"""Remove a draft that was never released."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of
from shared_templates.adoption.views.common import as_uuid
from shared_templates.masters.access import require_editor, require_model_site
from shared_templates.masters.actions.keep_master import ChangedMeanwhile
from shared_templates.masters.actions.remove_master import remove_master
from shared_templates.masters.removing import removal_of
from shared_templates.masters.views.one import master_or_404
from shared_templates.screens.trail import trail


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """What goes with it or stands in the way; posted, it is removed.

    Raises:
        Http404: on a site that is no model municipality, and where there is no such master.
        Denied: for anybody but editors.
    """
    require_model_site(request)
    require_editor(request.user)
    row = master_or_404(code)
    refused: list[str] = []
    if request.method == "POST":
        try:
            remove_master(actor=actor_of(request), master=row, read=as_uuid(request.POST.get("revision", "")))
        except ChangedMeanwhile:
            refused = [_("Någon annan skrev i utkastet medan du läste. Det finns kvar. Läs det nya först.")]
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, _("Utkastet %(code)s är borttaget.") % {"code": str(row)})
            return redirect("masters:drafts")
    context = {
        "trail": trail(request, (row.code, reverse("masters:master", args=[row.code])), _("Ta bort")),
        "master": row,
        "removal": removal_of(row),
        "refused": refused,
    }
    return render(request, "masters/remove.html", context, status=422 if refused else 200)

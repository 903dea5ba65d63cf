"""What a municipality's own system maintainers can do, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverk.identity.support.widgets import running_notice
from samverk.kernel.access import Denied
from samverk.kernel.registries import AdministrationPart
from samverk.portal.administration import offered_entries


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """The pages the rooms offer to this person; somebody who may see none of them has nothing to do here.

    Raises:
        Denied: then.
    """
    entries = offered_entries(request)
    if not entries:
        raise Denied(_("Det här är för kommunens systemförvaltare. Vänd dig till dem om något ska ändras."))
    parts = [(part.label, [entry for entry in entries if entry.part == part]) for part in AdministrationPart]
    shown = [(label, found) for label, found in parts if found]
    return render(request, "portal/administration.html", {"parts": shown, "support": running_notice(request)})

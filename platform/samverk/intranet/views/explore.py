"""The top of the editors' page tree."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverk.intranet.access import require_editor
from samverk.intranet.queries import start_page


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """On to the start page's pages: above it lies only Wagtail's root, which is no page of anybody's.

    Raises:
        Denied: for who has no access to the editors' tools.
        Http404: when the site has no start page.
    """
    require_editor(request.user)
    start = start_page()
    if start is None:
        raise Http404
    asked = request.GET.urlencode()
    return redirect(reverse("wagtailadmin_explore", args=[start.pk]) + (f"?{asked}" if asked else ""))

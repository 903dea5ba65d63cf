"""From a page to its editor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverk.intranet.access import may_edit, require_editor
from samverk.intranet.queries import page_or_404


@require_safe
def edit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the page's form, or to the editors' first page for who may not change this one.

    Asked when the link is followed, so that showing a page costs no question about rights.

    Raises:
        Denied: for who has no access to the editors' tools.
        Http404: when the page is gone.
    """
    require_editor(request.user)
    page = page_or_404(pk)
    if may_edit(user=request.user, page=page):
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return redirect("wagtailadmin_home")

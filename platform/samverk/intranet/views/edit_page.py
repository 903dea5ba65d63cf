"""From a page to its editor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from samverk.intranet.access import may_edit, require_editor


@require_safe
def edit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the page's form, or to the editors' first page for who may not change this one.

    Asked when the link is followed, so that showing a page costs no question about rights.
    """
    require_editor(request.user)
    page = get_object_or_404(Page.objects.filter(depth__gte=2), pk=pk)
    if may_edit(user=request.user, page=page):
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return redirect("wagtailadmin_home")

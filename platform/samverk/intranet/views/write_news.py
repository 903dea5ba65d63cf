"""The editor's shortcut to an empty piece of news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverk.intranet.access import require_editor
from samverk.intranet.queries import news_index


@require_safe
def write_news(request: HttpRequest) -> HttpResponse:
    """On to Wagtail's form, below the site's news page."""
    require_editor(request.user)
    return redirect(reverse("wagtailadmin_pages:add", args=["intranet", "newspage", news_index().pk]))

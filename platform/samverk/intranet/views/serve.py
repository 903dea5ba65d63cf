"""A page of the intranet by its address.

Wagtail walks the tree from the root, two queries a level. Our addresses are the tree's own paths, so one look finds
the page; what it is and who may read it is asked exactly as Wagtail does, hooks included.
"""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from samverk.intranet.queries import page_at, remember_shown


def serve(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The published page at `path`.

    Raises:
        Http404: when there is none here.
        Denied: through the hooks, when the person may not read it.
    """
    page: Page | None = page_at(path)
    if page is None:
        raise Http404
    for ask in hooks.get_hooks("before_serve_page"):
        answer: HttpResponseBase | None = ask(page, request, [], {})
        if answer is not None:
            return answer
    remember_shown(request, page)
    response: HttpResponseBase = page.serve(request)
    return response

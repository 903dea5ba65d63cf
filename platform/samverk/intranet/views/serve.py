"""A page of the intranet by its address.

Wagtail walks the tree from the root, two queries a level. Our addresses are the tree's own paths, so one look finds
the page. Who may read it is asked by our own hook before the page is drawn (`access.require_reader`, `require_page`),
which covers what Wagtail asks around it, a page's privacy, in one query and with 403 for an answer.
"""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from samverk.intranet.queries import page_at


def serve(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The published page at `path`.

    Raises:
        Http404: when there is none here.
        Denied: through the hooks, when the person may not read it.
    """
    page: Page | None = page_at(path)
    if page is None:
        raise Http404
    request.samverk_page = page  # type: ignore[attr-defined]  # the menu asks where one is
    for ask in hooks.get_hooks("before_serve_page"):
        answer: HttpResponseBase | None = ask(page, request, [], {})
        if answer is not None:
            return answer
    response: HttpResponseBase = page.serve(request)
    return response

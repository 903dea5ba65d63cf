"""A page of the intranet by its address.

Wagtail walks the tree from the root, two queries a level. Our addresses are the tree's own paths, so one look finds
the page. Who may read it is asked by our own hook before the page is drawn (`access.require_reader`, `require_page`),
which covers what Wagtail asks around it, a page's privacy, in one query and with 403 for an answer.
"""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from samverk.intranet.access import require_reader
from samverk.intranet.queries import new_address, page_at, remember_shown


def serve(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The published page at `path`.

    An address whose page was closed when its unit gave way leads on to the successor's page.

    Raises:
        Http404: when there is none here.
        Denied: through the hooks, when the person may not read it.
    """
    page: Page | None = page_at(path)
    if page is None:
        return _moved(request, path)
    for ask in hooks.get_hooks("before_serve_page"):
        answer: HttpResponseBase | None = ask(page, request, [], {})
        if answer is not None:
            return answer
    remember_shown(request, page)
    response: HttpResponseBase = page.serve(request)
    return response


def _moved(request: HttpRequest, path: str) -> HttpResponseBase:
    """On to where the address leads now; not for ever, as a reorganisation can be undone.

    The page at the other end asks its own questions of who may read it.
    """
    leads_to = new_address(path)
    if leads_to is None:
        raise Http404
    require_reader(request.user)
    return HttpResponseRedirect(leads_to)

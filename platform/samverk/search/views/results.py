"""/sok/: what the site has for some words."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import require_maintainer
from samverk.identity.personal_numbers import away_from_personal_number
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.searching import search_parts, searchables
from samverk.search.access import require_searcher
from samverk.search.actions.report_missing import report_missing
from samverk.search.drawing import hit_items
from samverk.search.queries import (
    MOST,
    ON_A_PAGE,
    SHORTEST,
    Group,
    missing_words,
    search,
    search_kind,
    search_newer,
    tidy,
)
from samverk.ui.trails import administration_trail

YEAR = timedelta(days=365)


@never_cache
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Some hits of each kind; with `?typ=` all of one, with `?sedan=` what others have published since then.

    Raises:
        Denied: for guests and suppliers (PF-07).
        Http404: for a kind that is none.
    """
    viewer = require_searcher(request.user)
    text = tidy(request.GET.get("q", ""))
    kind = request.GET.get("typ", "")
    if away := away_from_personal_number(request, text=text, address=reverse("search:results")):
        return away
    number = _number(request)
    since = _moment(request.GET.get("sedan", ""))
    if kind and kind not in searchables:
        raise Http404
    if since is not None:
        groups = search_newer(viewer=viewer, text=text, since=since, kind=kind)
    elif kind:
        group = search_kind(viewer=viewer, text=text, kind=kind, page=number)
        groups = [group] if group and (group.hits or group.failed) else []
    else:
        groups = search(viewer=viewer, text=text)
    address, goes_on = reverse("search:results"), bool(kind and since is None)
    context = {
        "text": text,
        "too_short": len(text) < SHORTEST,
        "kind": kind,
        "since": since,
        "added": [] if len(text) < SHORTEST else [draw(request, text, kind) for draw in search_parts.values()],
        "groups": [(group, hit_items(group.hits, text), _all(address, text, group)) for group in groups],
        "found": sum(len(group.hits) for group in groups),
        "more": any(group.more for group in groups),
        "before": _page(address, text, kind, number - 1) if goes_on and number > 1 else "",
        "after": _page(address, text, kind, number + 1)
        if goes_on and groups and groups[0].more and number * ON_A_PAGE < MOST
        else "",
    }
    return render(request, "search/results.html", context)


@never_cache
@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """Somebody says that what they looked for is missing; who it was is not kept (LAW-12).

    Raises:
        Denied: for guests and suppliers.
    """
    require_searcher(request.user)
    report_missing(actor=HOUSE, text=request.POST.get("q", ""), day=clock.today())
    messages.success(request, _("Tack. De som skriver på webbplatsen ser vad som saknas, men inte vem som letade."))
    return redirect("search:results")


@never_cache
@require_safe
def in_vain(request: HttpRequest) -> HttpResponse:
    """For the site's maintainers: what people have said is missing during the year.

    Raises:
        Denied: for everybody else.
    """
    require_maintainer(request.user)
    rows = missing_words(since=clock.today() - YEAR)
    context = {"rows": rows, "trail": administration_trail(_("Det som inte hittas"))}
    return render(request, "search/in_vain.html", context)


def _all(address: str, text: str, group: Group) -> str:
    return f"{address}?{urlencode({'q': text, 'typ': group.key})}"


def _page(address: str, text: str, kind: str, number: int) -> str:
    return f"{address}?{urlencode({'q': text, 'typ': kind, 'sida': number})}"


def _moment(text: str) -> datetime | None:
    """Seconds since 1970, as a notice's address has them."""
    return datetime.fromtimestamp(int(text), UTC) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def _number(request: HttpRequest) -> int:
    wanted = request.GET.get("sida", "1")
    return min(int(wanted), MOST) if wanted.isdecimal() and len(wanted) < 6 and int(wanted) > 0 else 1

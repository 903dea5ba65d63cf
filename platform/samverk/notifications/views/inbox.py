"""/inkorg/: what the person is told."""

from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samverk.identity.access import actor_of
from samverk.kernel import clock
from samverk.notifications.access import notice_or_404, require_person
from samverk.notifications.actions.mark_read import mark_read, mark_seen, unread_again
from samverk.notifications.drawing import MARKING, inbox_rows
from samverk.notifications.queries import inbox, unread_count

#: Keys in one form, and letters of a key: what is longer was not made by our page.
MOST, LONGEST = 200, 18


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The inbox, all of it or what is unread."""
    user = require_person(request.user)
    only_unread = request.GET.get("visa") == "olasta"
    before = request.GET.get("fore", "")
    page = inbox(viewer=user, only_unread=only_unread, before=_key(before))
    context = {
        "page": page,
        "rows": inbox_rows(page.lines),
        "marking": MARKING,
        "only_unread": only_unread,
        "before": before,
        "unread": unread_count(user.pk),
        "undo": _moment(request.GET.get("lasta", "")),
    }
    return render(request, "notifications/inbox.html", context)


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Some are read, or all that the list has shown."""
    user = require_person(request.user)
    now = clock.now()
    chosen = [key for key in map(_key, request.POST.get("only", "").split(",")[:MOST]) if key is not None]
    up_to = _key(request.POST.get("up_to", ""))
    count = 0
    if chosen or up_to is not None:
        count = mark_read(actor=actor_of(request), user=user, now=now, pks=chosen or None, up_to=up_to)
    return _back(request, {"lasta": now.isoformat()} if count else {})


@require_POST
def unmark(request: HttpRequest) -> HttpResponse:
    """Undo."""
    user = require_person(request.user)
    moment = _moment(request.POST.get("moment", ""))
    if moment is not None:
        unread_again(actor=actor_of(request), user=user, moment=moment)
    return _back(request, {})


@never_cache
@require_safe
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """To the thing; everything about it is read."""
    user = require_person(request.user)
    event = notice_or_404(user=user, pk=pk).event
    mark_seen(actor=actor_of(request), user=user, ref=event.ref, now=clock.now())
    ours = url_has_allowed_host_and_scheme(event.url, allowed_hosts=None)
    return redirect(event.url if ours else reverse("notifications:inbox"))


def _back(request: HttpRequest, values: dict[str, str]) -> HttpResponse:
    if request.POST.get("visa") == "olasta":
        values["visa"] = "olasta"
    url = reverse("notifications:inbox")
    return redirect(f"{url}?{urlencode(values)}" if values else url)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST else None


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        return found if found.tzinfo else None
    return None

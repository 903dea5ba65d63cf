"""A person in a support session is held to it at every request; everybody else pays one comparison."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samverk.identity.access import is_person
from samverk.identity.support.access import is_over, require_within_scope
from samverk.identity.support.actions.end_support import end_support
from samverk.identity.support.models import End, SupportSession
from samverk.identity.support.queries import session_here, session_of
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE

COOKIE = "__Host-support" if settings.SAMVERK_HTTPS else "support"
#: A day: whoever comes back after lunch is told, too.
AFTERWARDS = 86_400


class SupportMiddleware:
    """Out when the time has come, and inside the scope until then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """On the way out: who was here for support and is sent to sign in is told why instead."""
        response = self.get_response(request)
        session = getattr(request, "support_session", None)
        if session is not None:
            if COOKIE not in request.COOKIES:
                _remember(response, session, clock.now())
        elif COOKIE in request.COOKIES and not is_person(request.user):
            return _told_why(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Before any view.

        Raises:
            Denied: outside the session's scope.
        """
        user = request.user
        if not (is_person(user) and user.is_support):
            return None
        now = clock.now()
        session = session_of(user)
        if session is None or is_over(session, now):
            if session is not None:
                end_support(actor=HOUSE, session=session, how=End.TIME, now=now)
            logout(request)
            response = render(request, "support/over.html", {"session": session}, status=403)
            response.delete_cookie(COOKIE)
            return response
        request.support_session = session  # type: ignore[attr-defined]
        user.reads_as_internal = session.with_content
        require_within_scope(session=session, request=request)
        return None


def _remember(response: HttpResponse, session: SupportSession, now: datetime) -> None:
    """Which session this browser is here for: it opens nothing, and outlives the sign-in by as long as a page may."""
    left = int((session.ends_at - now).total_seconds()) + AFTERWARDS
    response.set_cookie(
        COOKIE, str(session.uuid), max_age=left, httponly=True, samesite="Lax", secure=settings.SAMVERK_HTTPS, path="/"
    )


def _told_why(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page about the end in place of the way to sign in, once; anything else goes out as it is."""
    if response.status_code != 302 or not response["Location"].startswith(reverse("identity:sign_in")):
        return response
    try:
        session = session_here(UUID(request.COOKIES[COOKIE]))
    except ValueError:
        session = None
    if session is not None and session.ended_at is not None:
        response = render(request, "support/over.html", {"session": session}, status=403)
    response.delete_cookie(COOKIE)
    return response

"""A person in a support session is held to it at every request; everybody else pays one comparison."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverk.identity.access import is_person
from samverk.identity.support.access import is_over, require_within_scope
from samverk.identity.support.actions.end_support import end_support
from samverk.identity.support.models import End
from samverk.identity.support.queries import session_of
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE


class SupportMiddleware:
    """Out when the time has come, and inside the scope until then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out."""
        return self.get_response(request)

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
            return render(request, "support/over.html", status=403)
        request.support_session = session  # type: ignore[attr-defined]
        user.reads_as_internal = session.with_content
        require_within_scope(session=session, request=request)
        return None

"""Costly and dangerous doors may be used so often: per account, per address, per site (LAW-52)."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis.exceptions import RedisError

from samverk.identity.access import is_person
from samverk.identity.throttle import TooManyAttempts, spend

log = logging.getLogger("samverk.throttle")
#: Looking costs nothing worth counting.
UNCOUNTED = {"HEAD", "OPTIONS"}


class RateLimitMiddleware:
    """Counts a request against the limits its address has in SAMVERK_RATE_LIMITS; others pay nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """429 when a limit is used up.

        Without a store to count in, the door stays open and the log says so: the house shall serve. The sign-in
        form has its own counting, which closes instead.
        """
        match = request.resolver_match
        rule = settings.SAMVERK_RATE_LIMITS.get(match.view_name) if match else None
        if rule is None or request.method in UNCOUNTED or request.method not in rule.get("methods", {request.method}):
            return None
        try:
            spend(
                door=match.view_name if match else "",
                limits=rule,
                account=str(request.user.uuid) if is_person(request.user) else "",
                address=request.META.get("REMOTE_ADDR", "") or "",
            )
        except TooManyAttempts:
            log.warning("throttled", extra={"door": match.view_name if match else ""})
            response = render(request, "identity/too_many.html", status=429)
            response["Retry-After"] = "900"
            return response
        except RedisError as error:
            log.error("not counted", extra={"why": type(error).__name__})
        return None

"""Counts every request of a site: how long, and whether it failed."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tenants.metering.counters import count
from tenants.middleware import tenant_of


class MeteringMiddleware:
    """Right inside the tenant middleware: whatever is answered in a site's name is counted, whoever made the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What a view raises has become a 500 by now."""
        started = time.perf_counter()
        response = self.get_response(request)
        count(
            schema_name=tenant_of(request).schema_name,
            seconds=time.perf_counter() - started,
            failed=response.status_code >= 500,
        )
        return response

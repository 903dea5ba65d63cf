"""Requests that no browser sends: refused with a page before anything reads them."""

import codecs
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie

#: What a form may be written in; Django would try any that Python knows, utf-16 included, and fail half-way.
CHARSETS = {"utf-8", "ascii", "iso8859-1", "cp1252"}


class RefuseNonsenseMiddleware:
    """No NUL in address, query or cookies (PostgreSQL has no such character), no form in an odd charset."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Django turns the exception into the 400 page.

        Raises:
            SuspiciousOperation: for such a request.
        """
        cookies = parse_cookie(request.META.get("HTTP_COOKIE", ""))
        if (
            "\0" in request.path_info
            or "%00" in request.META.get("QUERY_STRING", "")
            or any("\0" in value for value in cookies.values())
        ):
            raise SuspiciousOperation("NUL in the request")
        charset = (request.content_params or {}).get("charset")
        if charset is not None and not _usable(charset):
            raise SuspiciousOperation("unusable charset")
        return self.get_response(request)


def _usable(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name in CHARSETS
    except LookupError:
        return False

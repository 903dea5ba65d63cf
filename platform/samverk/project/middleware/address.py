"""From where a request comes, behind proxies of ours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Takes the address that the outermost of our own proxies saw.

    Each proxy adds whom it answers to the end of X-Forwarded-For; what stands further to the left a client may have
    written itself, and is not read (RFC 7239, section 8.1, says why).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave the address as it is when no proxies are configured."""
        count = settings.SAMVERK_PROXIES
        if count:
            chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            if len(chain) >= count and chain[-count]:
                request.META["REMOTE_ADDR"] = chain[-count]
        return self.get_response(request)

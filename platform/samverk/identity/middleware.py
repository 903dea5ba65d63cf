"""The person's own language, else the site's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tenants.middleware import tenant_of

LANGUAGE_COOKIE = "samverk-sprak"


class PersonLocaleMiddleware:
    """Chosen by the person, else kept in a cookie from the sign-in page, else the site's first language.

    The browser's wish is not asked: a municipality speaks Swedish until somebody says otherwise (LAW-30).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for the request."""
        known = dict(settings.LANGUAGES)
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
        if chosen not in known:
            chosen = next((code for code in tenant_of(request).languages if code in known), settings.LANGUAGE_CODE)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            response.headers.setdefault("Content-Language", chosen)
            return response

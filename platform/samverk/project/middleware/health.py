"""`/-/halsa/` answers on every host name, also when no site or database can."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

PATH = "/-/halsa/"


class HealthFirstMiddleware:
    """Before everything else: a health page that needs a working site tells nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """200 while people can be served, else 503."""
        if request.path != PATH:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        from samverk.project.health import health

        facts, serves = health()
        return JsonResponse(facts, status=200 if serves else 503, headers={"Cache-Control": "no-store"})

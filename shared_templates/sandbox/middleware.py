"""Nobody is in a sandbox but whoever tries out the model's drafts; every other site pays one comparison."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverk.identity.access import is_person
from shared_templates.sandbox.access import may_be_here
from tenants.middleware import tenant_of
from tenants.queries import primary_hosts, url_on

#: What a browser asks for before anybody is known: the way in, and how the refusal looks.
OPEN = frozenset(
    {"sandbox:set_out", "identity:arrive", "tenants:theme", "tenants:logo", "portal:manifest", "portal:icon"}
)


class SandboxMiddleware:
    """Stands before the question whether somebody is signed in: no other way of signing in is even shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """No search engine keeps what is made up and soon gone."""
        response = self.get_response(request)
        if tenant_of(request).is_sandbox:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse before any view, and sign out whose right has ended at the model."""
        tenant = tenant_of(request)
        if not tenant.is_sandbox or (request.resolver_match and request.resolver_match.view_name in OPEN):
            return None
        if is_person(request.user):
            if may_be_here(request.user, sandbox=tenant):
                return None
            logout(request)
        model = tenant.sandbox_of
        assert model is not None, "The database lets no sandbox be without its template"
        host = primary_hosts([model.schema_name])[model.schema_name]
        context = {"model": model.official_name, "href": url_on(request=request, host=host, path="/ovning/")}
        return render(request, "sandbox/closed.html", context, status=403)

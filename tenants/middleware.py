"""From host name to site, before anything else may touch session, cache or table."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import set_urlconf

from tenants.connection import connection
from tenants.models import State, Tenant
from tenants.queries import tenant_for_host

log = logging.getLogger(__name__)


class TenantMiddleware:
    """Sets `request.tenant`, the connection's site and the site's addresses; unknown names get 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the site's name, and leave no site behind on the connection."""
        try:
            host = request.get_host().partition(":")[0].lower().removesuffix(".")
        except DisallowedHost:
            host = ""
        try:
            tenant = tenant_for_host(host) if host else None
        except (OperationalError, InterfaceError):
            log.exception("The database does not answer")
            connection.close()
            return _closed("tenants/no_database.html", retry=30)
        if tenant is None:
            connection.set_schema_to_public()
            return HttpResponse(render_to_string("tenants/unknown_site.html", {"host": host}), status=404)
        connection.set_tenant(tenant)
        request.tenant = tenant  # type: ignore[attr-defined]
        urlconf = settings.PUBLIC_SCHEMA_URLCONF if tenant.is_operator else settings.ROOT_URLCONF
        request.urlconf = urlconf
        set_urlconf(urlconf)
        if tenant.state == State.SUSPENDED:
            return _closed("tenants/suspended.html", retry=3600, tenant=tenant)
        return self.get_response(request)


def _closed(template: str, *, retry: int, **context: object) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), status=503, headers={"Retry-After": str(retry)})


def tenant_of(request: HttpRequest) -> Tenant:
    """The site a request is for.

    Raises:
        AttributeError: when the tenant middleware has not run.
    """
    tenant: Tenant = request.tenant  # type: ignore[attr-defined]
    return tenant

"""Reads about sites."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from tenants.connection import connection
from tenants.models import Domain, Kind, State, Tenant


def tenant_for_host(host: str) -> Tenant | None:
    """The site that answers to `host` (lower case, no port), or None.

    One query, whatever site the connection served before: the tables are found through any search_path.
    """
    domain = Domain.objects.select_related("tenant").filter(domain=host.removeprefix("www.")).first()
    return domain.tenant if domain else None


def tenants_in_use() -> QuerySet[Tenant]:
    """All sites but the operator's, whatever their state."""
    return Tenant.objects.exclude(kind=Kind.OPERATOR)


def open_tenants() -> QuerySet[Tenant]:
    """The sites that people may enter now, the operator's excepted."""
    return tenants_in_use().filter(state=State.ACTIVE)


def tenant_by_slug(slug: str) -> Tenant:
    """The site with this short name.

    Raises:
        Tenant.DoesNotExist: when there is none.
    """
    return Tenant.objects.get(slug=slug)


def site_and_host(slug: str) -> tuple[Tenant, str] | None:
    """The site with this short name and its primary host name; None when there is none, or the operator's."""
    tenant = tenants_in_use().filter(slug=slug).first()
    host = primary_hosts([tenant.schema_name]).get(tenant.schema_name) if tenant else None
    return (tenant, host) if tenant and host else None


def find_municipality(text: str) -> Tenant | None:
    """The municipality somebody means by "SKARA", "Grästorps kommun", "Skaras" or "1495" (domain 0.2 #9)."""
    wanted = text.strip()
    return (
        Tenant.objects.filter(kind=Kind.MUNICIPALITY)
        .filter(
            Q(scb_code=wanted)
            | Q(name__iexact=wanted)
            | Q(official_name__iexact=wanted)
            | Q(other_names__contains=[wanted])
        )
        .first()
    )


def primary_hosts(schema_names: list[str]) -> dict[str, str]:
    """Schema name → primary host name, for links between sites."""
    return dict(
        Domain.objects.filter(is_primary=True, tenant__schema_name__in=schema_names).values_list(
            "tenant__schema_name", "domain"
        )
    )


def url_on(*, request: HttpRequest, host: str, path: str) -> str:
    """Absolute address on another site of this deployment, same scheme and port as the person sees.

    The port is that of the host name the browser sent: behind a proxy the server's own port is another, and leads
    nowhere.

    Args:
        request: where the person is now.
        host: the other site's host name, no port.
        path: starts with a slash.
    """
    port = request.get_host().partition(":")[2]
    standard = {"http": "80", "https": "443"}[request.scheme or "http"]
    suffix = f":{port}" if port and port != standard else ""
    return f"{request.scheme}://{host}{suffix}{path}"


def active_schema() -> str:
    """Name of the schema the connection serves."""
    return str(connection.schema_name)

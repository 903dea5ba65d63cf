"""Reads about sites."""

from typing import Any

from django.conf import settings
from django.db.models import Case, Count, Func, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tenants.connection import connection
from tenants.kept_queries import KeptQuery
from tenants.migrating.report import Report, SiteResult
from tenants.models import Domain, Kind, MigrationRun, MigrationRunSite, SiteState, State, Tenant
from tenants.models.tenant import SANDBOX_SUFFIX


def tenant_for_host(host: str) -> Tenant | None:
    """The site that answers to `host` (lower case, no port), or None.

    One query, whatever site the connection served before: the tables are found through any search_path.
    """
    for *values, stamp in _sites_at(host=host.removeprefix("www.")):
        tenant = Tenant.from_db(connection.alias, _FIELDS, values)
        # What this process remembers of the site's settings holds for this stamp (tenants.settings.queries).
        tenant.settings_version = stamp
        return tenant
    return None


def _rows_at(host: str) -> "QuerySet[Domain, tuple[Any, ...]]":
    rows = Domain.objects.filter(domain=host).order_by()
    return rows.values_list(*(f"tenant__{name}" for name in _FIELDS), "tenant__settings_stamp__version")


_FIELDS = [field.attname for field in Tenant._meta.concrete_fields]
_sites_at = KeptQuery(_rows_at, host=str)


def tenants_in_use() -> QuerySet[Tenant]:
    """All sites but the operator's, whatever their state."""
    return Tenant.objects.exclude(kind=Kind.OPERATOR)


def open_tenants() -> QuerySet[Tenant]:
    """The sites that people may enter now, the operator's and sandboxes excepted: nothing goes round to those."""
    return tenants_in_use().filter(state=State.ACTIVE).exclude(kind=Kind.SANDBOX)


def sandbox_of(schema_name: str) -> tuple[Tenant, str] | None:
    """The sandbox of the template in this schema, and its primary host name; None before it is made."""
    found = Tenant.objects.filter(sandbox_of__schema_name=schema_name).first()
    return (found, primary_hosts([found.schema_name])[found.schema_name]) if found else None


def schemas_in_use() -> set[str]:
    """Schemas of all sites, the operator's too."""
    return set(Tenant.objects.values_list("schema_name", flat=True))


def tenant_by_slug(slug: str) -> Tenant:
    """The site with this short name.

    Raises:
        Tenant.DoesNotExist: when there is none, with a sentence for the operator.
    """
    found = Tenant.objects.filter(slug=slug).first()
    if found is None:
        raise Tenant.DoesNotExist(
            _("Det finns ingen webbplats som heter %(slug)s. Se ”samverk tenant list”.") % {"slug": slug}
        )
    return found


def tenant_in(schema_name: str) -> Tenant:
    """The site that lies in a schema, the operator's own too.

    Raises:
        Tenant.DoesNotExist: when there is none.
    """
    return Tenant.objects.get(schema_name=schema_name)


def operator_and_host() -> tuple[Tenant, str]:
    """The operator's own site and its primary host name."""
    tenant = Tenant.objects.get(kind=Kind.OPERATOR)
    return tenant, primary_hosts([tenant.schema_name])[tenant.schema_name]


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


def real_hosts() -> set[str]:
    """Every address of municipalities and cooperations, those of paused sites too, and of municipalities' public sites.

    A public site is not known here. By custom it is the municipality's name under .se.
    """
    rows = Domain.objects.filter(tenant__kind__in=[Kind.MUNICIPALITY, Kind.COOPERATION])
    found = list(rows.values_list("domain", "tenant__slug", "tenant__kind"))
    return {domain for domain, _slug, _kind in found} | {
        f"{slug}.se" for _domain, slug, kind in found if kind == Kind.MUNICIPALITY
    }


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


def sites_found(*, text: str = "", kind: str = "", state: str = "", order: str = "name") -> QuerySet[Tenant]:
    """The operator's list: sites by part of a name, code or host, with their host names at hand.

    Args:
        text: part of a name, the short name, the SCB code or a host name; empty for all.
        kind: one of `Kind`; empty for all.
        state: one of `State`; empty for all.
        order: name, kind or state, with `-` before it for the other way round.
    """
    found = tenants_in_use().prefetch_related("domains")
    if text:
        hosts = Domain.objects.filter(domain__icontains=text).values("tenant_id")
        named = Q(name__icontains=text) | Q(official_name__icontains=text) | Q(slug__icontains=text)
        found = found.filter(named | Q(scb_code=text) | Q(pk__in=hosts))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    sign, field = ("-", order[1:]) if order.startswith("-") else ("", order)
    # Swedish order without a collation of the server's (architecture, section 7).
    in_swedish = Func(Lower("official_name"), Value("åäöéü"), Value("{|}eu"), function="translate")
    found = found.annotate(in_swedish=in_swedish)
    if field == "name":
        return found.order_by(f"{sign}in_swedish", "slug")
    return found.order_by(f"{sign}{field}", "in_swedish", "slug")


def url_in_letters(*, host: str, path: str) -> str:
    """Absolute address for what is written where there is no request, as in a letter.

    Args:
        host: the site's host name, no port.
        path: starts with a slash.
    """
    scheme = "https" if settings.SAMVERK_HTTPS else "http"
    port = f":{settings.SAMVERK_PUBLIC_PORT}" if settings.SAMVERK_PUBLIC_PORT else ""
    return f"{scheme}://{host}{port}{path}"


def active_schema() -> str:
    """Name of the schema the connection serves."""
    return str(connection.schema_name)


def in_sandbox() -> bool:
    """Does the connection serve a sandbox: nothing leaves one (TP-08). Asks nothing of the database."""
    return active_schema().endswith(SANDBOX_SUFFIX)


def latest_migration_run() -> MigrationRun | None:
    """The newest run over the sites, its sites at hand; from the operator's site only. Two queries."""
    return MigrationRun.objects.prefetch_related("sites").first()


def latest_migration_report() -> Report | None:
    """The newest run as the report it gave; None before the first."""
    run = latest_migration_run()
    if run is None:
        return None
    names = ("schema_name", "state", "seconds", "attempts", "replayed", "ran", "error")
    report = Report([SiteResult(**{name: getattr(site, name) for name in names}) for site in run.sites.all()])
    report.seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else 0.0
    return report


def migration_runs(count: int) -> list[MigrationRun]:
    """The newest runs, newest first, with how many sites came to which end; from the operator's site. One query."""
    ends = {state: Count("sites", filter=Q(sites__state=state)) for state in SiteState.values}
    # Django forgets the model's own order where rows are counted.
    return list(MigrationRun.objects.annotate(**ends).order_by("-id")[:count])


def sites_of_run(run: MigrationRun) -> QuerySet[MigrationRunSite]:
    """How each site fared: what failed first, then what was not begun, then the rest in the order they came."""
    order = Case(When(state=SiteState.FAILED, then=0), When(state=SiteState.LEFT, then=1), default=2)
    return run.sites.order_by(order, "id")

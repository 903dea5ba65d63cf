"""What the operator's list and pages say of sites, gathered from the rooms that know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.queries import providers_of
from samverk.kernel.queries import latest_of_each
from tenants.metering.queries import Health, health_of, open_incidents
from tenants.migrating.lagging import migrations_lacking
from tenants.models import Tenant
from tenants.queries import tenants_in_use


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One site, in names and numbers.

    Attributes:
        tenant: the site, its host names at hand.
        hosts: host names, the primary first.
        providers: its links to sign-in providers.
        lacking: migrations it has not got.
        health: of the last hour.
    """

    tenant: Tenant
    hosts: tuple[str, ...]
    providers: tuple[ProviderSite, ...]
    lacking: tuple[str, ...]
    health: Health


def facts_of(tenants: Sequence[Tenant], *, now: datetime) -> list[SiteFacts]:
    """The same number of queries for three sites and for fifty."""
    names = [tenant.schema_name for tenant in tenants]
    links, lacking, health = providers_of(names), migrations_lacking(names), health_of(names, now=now)
    return [
        SiteFacts(
            tenant=tenant,
            hosts=_hosts(tenant),
            providers=tuple(links[tenant.schema_name]),
            lacking=tuple(lacking[tenant.schema_name]),
            health=health[tenant.schema_name],
        )
        for tenant in tenants
    ]


def _hosts(tenant: Tenant) -> tuple[str, ...]:
    found = sorted(tenant.domains.all(), key=lambda domain: (not domain.is_primary, domain.domain))
    return tuple(domain.domain for domain in found)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done with the whole site.

    Attributes:
        at: when.
        what: in words.
        result: done, refused or failed.
    """

    at: datetime
    what: str
    result: str


def history_of(tenant: Tenant) -> list[Event]:
    """The last of each: made, exported, put back, moved in …; from the operator's own log, one query."""
    words = {
        "tenants.create_tenant": _("Skapades"),
        "tenants.import_tenant": _("Lästes in ur ett arkiv"),
        "tenants.export_tenant": _("Exporterades"),
        "tenants.restore_tenant": _("Lades tillbaka som den var"),
        "tenants.suspended": _("Pausades"),
        "tenants.active": _("Öppnades igen"),
        "tenants.request_erasure": _("Radering begärdes"),
        "tenants.cancel_erasure": _("Raderingen avbröts"),
    }
    entries = latest_of_each(target=tenant, verbs=list(words))
    return [Event(at=entry.at, what=words[entry.verb], result=entry.result) for entry in entries]


@dataclass(frozen=True, slots=True)
class Failing:
    """A site with an incident that goes on."""

    slug: str
    name: str


def failing_sites() -> list[Failing]:
    """The sites where too much fails now; one query, one more when there are any."""
    schemas = [incident.schema_name for incident in open_incidents()]
    if not schemas:
        return []
    rows = tenants_in_use().filter(schema_name__in=schemas).values_list("slug", "official_name")
    return [Failing(slug=slug, name=name) for slug, name in rows]

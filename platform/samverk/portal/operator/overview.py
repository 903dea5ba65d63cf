"""What the operator's list and pages say of sites, gathered from the rooms that know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.queries import providers_of
from samverk.kernel.queries import latest_of_each
from tenants.migrating.lagging import migrations_lacking
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One site, in names and numbers.

    Attributes:
        tenant: the site, its host names at hand.
        hosts: host names, the primary first.
        providers: its links to sign-in providers.
        lacking: migrations it has not got.
    """

    tenant: Tenant
    hosts: tuple[str, ...]
    providers: tuple[ProviderSite, ...]
    lacking: tuple[str, ...]


def facts_of(tenants: Sequence[Tenant]) -> list[SiteFacts]:
    """The same number of queries for three sites and for fifty."""
    names = [tenant.schema_name for tenant in tenants]
    links, lacking = providers_of(names), migrations_lacking(names)
    return [
        SiteFacts(
            tenant=tenant,
            hosts=_hosts(tenant),
            providers=tuple(links[tenant.schema_name]),
            lacking=tuple(lacking[tenant.schema_name]),
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

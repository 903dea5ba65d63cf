"""Choose the address that links from elsewhere lead to."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.life.rules import host_followers
from tenants.models import Domain, Tenant
from tenants.site_context import operator_site, site


class NotItsHost(Exception):
    """The site does not answer to the name."""


def make_host_primary(*, actor: Actor, tenant: Tenant, host: str) -> Domain:
    """Make one of the site's addresses the primary one; the one before stays and works.

    Args:
        actor: who decides.
        tenant: the site.
        host: one of the site's own.

    Raises:
        NotItsHost: when the site does not answer to it; add it first.
    """
    host = host.strip().lower()
    with operator_site(), transaction.atomic():
        chosen: Domain | None = Domain.objects.filter(domain=host, tenant=tenant).first()
        if chosen is None:
            raise NotItsHost(f"{tenant.official_name} har inte adressen {host}. Lägg till den först. Inget är ändrat.")
        if chosen.is_primary:
            return chosen
        Domain.objects.filter(tenant=tenant, is_primary=True).update(is_primary=False)
        Domain.objects.filter(pk=chosen.pk).update(is_primary=True)
        record_audit(actor=actor, verb="tenants.make_host_primary", target=tenant, details={"host": host})
        with site(tenant):
            for follow in host_followers.values():
                follow(host)
    chosen.is_primary = True
    return chosen

"""The way from a person's home to the sites where they act for it."""

import logging
from collections.abc import Callable

from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.models import User
from samverk.identity.profile.queries import sites_elsewhere
from samverk.kernel import clock
from tenants.connection import connection
from tenants.models import Kind, Tenant
from tenants.site_context import site

log = logging.getLogger(__name__)


def visit_each_site(*, user: User, visit: Callable[[Tenant, str], object]) -> list[str]:
    """Call `visit` with each site active; one that fails does not keep it from the others.

    Only a municipality is a home; from anywhere else nothing is visited.

    Args:
        user: the person at home, the active site.
        visit: (site, SCB code of the home); must touch only rows that act for that municipality.

    Returns:
        Short names of the sites that failed.
    """
    home = connection.tenant
    if not isinstance(home, Tenant) or home.kind != Kind.MUNICIPALITY:
        return []
    code = home.scb_code or ""
    forget_memberships(person_key(issuer=user.issuer, subject=user.subject))
    failed = []
    for membership in sites_elsewhere(user=user, day=clock.today()):
        tenant = Tenant.objects.get(schema_name=membership.schema_name)
        try:
            with site(tenant):
                visit(tenant, code)
        except Exception as error:
            log.warning("a site elsewhere failed", extra={"to": tenant.slug, "why": type(error).__name__})
            failed.append(tenant.slug)
    return failed

"""The way from home to the sites elsewhere."""

import logging

from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.models import User
from samverk.identity.profile.actions.take_profile import take_profile
from samverk.identity.profile.queries import profile_to_carry, sites_elsewhere
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from tenants.connection import connection
from tenants.models import Kind, Tenant
from tenants.site_context import site

log = logging.getLogger(__name__)


def carry_everywhere(*, actor: Actor, user_pk: int) -> list[str]:
    """Carry one person's profile; a site that fails does not keep it from the others.

    Returns:
        Short names of the sites that did not take it.
    """
    home = connection.tenant
    user = User.objects.filter(pk=user_pk).first()
    if user is None or not isinstance(home, Tenant) or home.kind != Kind.MUNICIPALITY:
        return []
    profile = profile_to_carry(user=user, home=home.slug, code=home.scb_code or "")
    forget_memberships(person_key(issuer=user.issuer, subject=user.subject))
    now, failed = clock.now(), []
    for membership in sites_elsewhere(user=user, day=clock.today()):
        tenant = Tenant.objects.get(schema_name=membership.schema_name)
        try:
            with site(tenant):
                take_profile(actor=actor, profile=profile, now=now)
        except Exception as error:
            log.warning("a profile was not taken", extra={"to": tenant.slug, "why": type(error).__name__})
            failed.append(tenant.slug)
    return failed

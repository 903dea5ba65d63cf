"""The way of a profile from home to the sites elsewhere."""

from samverk.identity.elsewhere import visit_each_site
from samverk.identity.models import User
from samverk.identity.profile.actions.take_profile import take_profile
from samverk.identity.profile.queries import profile_to_carry
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from tenants.connection import connection
from tenants.models import Tenant


def carry_everywhere(*, actor: Actor, user_pk: int) -> list[str]:
    """Carry one person's profile.

    Returns:
        Short names of the sites that did not take it.
    """
    home = connection.tenant
    user = User.objects.filter(pk=user_pk).first()
    if user is None or not isinstance(home, Tenant):
        return []
    profile = profile_to_carry(user=user, home=home.slug, code=home.scb_code or "")
    now = clock.now()
    return visit_each_site(user=user, visit=lambda tenant, code: take_profile(actor=actor, profile=profile, now=now))

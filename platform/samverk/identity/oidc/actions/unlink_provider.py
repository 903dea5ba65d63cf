"""Take a provider away from a site."""

from django.db import transaction

from samverk.identity.oidc.actions.end_provider_sessions import end_sessions_here
from samverk.identity.oidc.here.models import ClaimRule
from samverk.identity.oidc.models import Provider, ProviderSite
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.site_context import operator_site, site


def unlink_provider(*, actor: Actor, provider: Provider, tenant: Tenant) -> None:
    """Remove the button and the rules, and end the sessions it began on the site. Accounts stay.

    Args:
        actor: of the operator.
        provider: which.
        tenant: the site.
    """
    with transaction.atomic():
        with operator_site():
            ProviderSite.objects.filter(provider=provider, schema_name=tenant.schema_name).delete()
            record_audit(actor=actor, verb="identity.unlink_provider", target=provider, details={"site": tenant.slug})
        with site(tenant):
            ended = end_sessions_here(actor=actor, provider=provider)
            ClaimRule.objects.filter(provider_key=provider.key).delete()
            record_audit(actor=actor, verb="identity.unlink_provider", target=provider, details={"ended": ended})

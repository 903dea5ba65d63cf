"""Providers as rows, for tests that never ask them anything."""

from samverk.identity.models import User
from samverk.identity.oidc.here.models import ClaimRule, LinkedIdentity
from samverk.identity.oidc.models import Provider, ProviderSite
from samverk.kernel import clock
from tenants.models import Tenant
from tenants.site_context import operator_site


def provider_row(key: str, tenant: Tenant, **values: object) -> ProviderSite:
    """A provider that would answer at an address nobody asks, linked to a site."""
    issuer = f"https://{key}.example"
    metadata = {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/keys",
    }
    with operator_site():
        row = Provider.objects.create(
            key=key,
            name=f"Inloggning {key}",
            issuer=issuer,
            client_id="samverk",
            metadata={**metadata, **values},
            metadata_at=clock.now(),
        )
        return ProviderSite.objects.create(
            provider=row, schema_name=tenant.schema_name, claim="iss", values=[issuer], order=0
        )


def rule_row(key: str) -> ClaimRule:
    """Everybody is an employee; on the active site."""
    return ClaimRule.objects.create(
        provider_key=key, effect="capacity", claim="sub", values=["*"], outcome="employee", order=1
    )


def identity_row(key: str, user: User) -> LinkedIdentity:
    """A linked identity; on the active site."""
    return LinkedIdentity.objects.create(
        user=user,
        provider_key=key,
        issuer=f"https://{key}.example",
        subject=f"linked-{user.pk}",
        shown_name="Anna Andersson",
        proved_by=key,
        linked_at=clock.now(),
    )

"""Trust a new provider."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.oidc.fetch import is_allowed
from samverk.identity.oidc.metadata import discover
from samverk.identity.oidc.models import KEY, Provider
from samverk.identity.oidc.sealing import seal
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.site_context import operator_site

#: Words that stand beside a provider's key in addresses of the administration.
RESERVED = {"krav", "kopplingar"}


def register_provider(
    *,
    actor: Actor,
    key: str,
    name: str,
    issuer: str,
    client_id: str,
    client_secret: str,
    now: datetime,
    scopes: str = "openid profile email",
) -> Provider:
    """Fetch what the provider tells of itself and keep it; no site uses it before `link_provider`.

    Args:
        actor: of the operator.
        key: short name in addresses.
        name: what people call it.
        issuer: exactly as the provider writes it.
        client_id: who we are there.
        client_secret: stored encrypted; empty for a public client.
        now: the moment.
        scopes: what to ask for; must hold openid.

    Raises:
        ValidationError: for a key or address that cannot be used, or a second provider of the same client.
        ProviderDown: when its discovery document cannot be had or is wrong.
    """
    KEY(key)
    if key in RESERVED:
        raise ValidationError(_("Det kortnamnet är upptaget av sidor i administrationen. Välj ett annat."))
    if not is_allowed(issuer):
        raise ValidationError(_("Utfärdarens adress måste börja med https://."))
    document = discover(issuer)
    identity = uuid.uuid4()
    provider = Provider(
        uuid=identity,
        key=key,
        name=name,
        issuer=issuer,
        client_id=client_id,
        sealed_secret=seal(client_secret, bound_to=str(identity)),
        scopes=scopes,
        metadata=document,
        metadata_at=now,
    )
    with transaction.atomic(), operator_site():
        provider.full_clean(exclude={"metadata", "keys", "keys_at", "keys_asked_at"})
        provider.save()
        record_audit(actor=actor, verb="identity.register_provider", target=provider, details={"issuer": issuer})
    return provider

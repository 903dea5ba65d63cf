"""Switch a provider off and on, or give it a new secret."""

from django.db import transaction

from samverk.identity.oidc.models import Provider, ProviderState
from samverk.identity.oidc.sealing import seal
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.site_context import operator_site


def change_provider(
    *, actor: Actor, provider: Provider, state: ProviderState | None = None, client_secret: str | None = None
) -> Provider:
    """Store what is given; None leaves it as it is. A paused provider signs nobody in; sessions go on.

    Args:
        actor: of the operator.
        provider: which.
        state: active or paused.
        client_secret: the new one; never written to the log.
    """
    changed = []
    if state is not None:
        provider.state = state
        changed.append("state")
    if client_secret is not None:
        provider.sealed_secret = seal(client_secret, bound_to=str(provider.uuid))
        changed.append("sealed_secret")
    with transaction.atomic(), operator_site():
        provider.save(update_fields=changed)
        record_audit(
            actor=actor,
            verb="identity.change_provider",
            target=provider,
            details={"changed": changed, "state": provider.state},
        )
    return provider

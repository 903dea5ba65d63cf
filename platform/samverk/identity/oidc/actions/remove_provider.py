"""Trust a provider no more."""

from django.db import transaction
from django.db.models import ProtectedError

from samverk.identity.oidc.models import Provider
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.site_context import operator_site


class StillLinked(Exception):
    """Sites still sign people in through the provider: unlink them first."""


def remove_provider(*, actor: Actor, provider: Provider) -> None:
    """Forget the provider and its secret. People's accounts stay; nobody comes in to them this way.

    Raises:
        StillLinked: while a site uses it.
    """
    with transaction.atomic(), operator_site():
        record_audit(actor=actor, verb="identity.remove_provider", target=provider)
        try:
            provider.delete()
        except ProtectedError as error:
            raise StillLinked(f"Inloggningen {provider.key} används fortfarande av en webbplats.") from error

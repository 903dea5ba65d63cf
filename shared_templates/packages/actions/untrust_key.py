"""Let nothing more in from a key (TP-06)."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.catalogue.models import TrustedKey
from shared_templates.packages.files import fingerprint
from tenants.site_context import operator_site


def untrust_key(*, actor: Actor, trusted: TrustedKey) -> None:
    """What came before stays, and its template still writes nothing of its own.

    Args:
        actor: the operator.
        trusted: which.
    """
    with operator_site(), transaction.atomic():
        details: dict[str, object] = {"key": fingerprint(trusted.key)}
        record_audit(actor=actor, verb="templates.untrust_key", target=trusted, details=details)
        trusted.delete()

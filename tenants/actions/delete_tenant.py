"""Remove a site at once: one made by mistake, or a demo's. A customer who leaves is erased (tenants.life)."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.life.removal import remove_rows, remove_traces, site_erasers
from tenants.models import Tenant

__all__ = ["delete_tenant", "site_erasers"]


def delete_tenant(*, actor: Actor, tenant: Tenant) -> None:
    """Remove the site and everything it holds. There is no way back but a backup.

    The rows and the schema go in one transaction; files, cache keys and messages after it, and again at a
    repeated call.

    Raises:
        ValueError: for the operator's own site.
    """
    schema_name, label = tenant.schema_name, tenant.official_name
    with transaction.atomic(durable=True):
        removed = remove_rows(tenant)
        record_audit(actor=actor, verb="tenants.delete_tenant", label=label, details={"schema": schema_name})
    for name in (schema_name, *removed.sandboxes):
        remove_traces(name)

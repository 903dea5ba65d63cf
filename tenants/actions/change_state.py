"""Pause a site and open it again."""

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import State, Tenant


def change_state(*, actor: Actor, tenant: Tenant, state: State, reason: str = "") -> Tenant:
    """Suspend or reopen; takes effect at the next request.

    Args:
        actor: who decides.
        tenant: not the operator's own site.
        state: the state wanted; the same as now changes nothing.
        reason: why, for the log.

    Raises:
        ValueError: for the operator's own site, which must stay open to mend the others.
    """
    if tenant.is_operator:
        raise ValueError("The operator's own site cannot be suspended")
    if tenant.state == state:
        return tenant
    with transaction.atomic():
        tenant.state = state
        tenant.save(update_fields=["state"])
        record_audit(actor=actor, verb=f"tenants.{state}", target=tenant, details={"reason": reason} if reason else {})
    return tenant

"""The site stays after all."""

from datetime import datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.change_state import change_state
from tenants.life.models import Operation
from tenants.models import State, Tenant
from tenants.site_context import operator_site


class NothingToCancel(Exception):
    """No erasure of the site is waiting."""


def cancel_erasure(*, actor: Actor, tenant: Tenant, now: datetime) -> Tenant:
    """Call off an erasure during its grace period; the site is as open as it was when it was asked for.

    Raises:
        NothingToCancel: when none is waiting.
    """
    with operator_site(), transaction.atomic():
        operation = (
            Operation.objects.select_for_update()
            .filter(schema_name=tenant.schema_name, kind=Operation.Kind.ERASE, step="waiting", finished_at=None)
            .first()
        )
        if operation is None:
            raise NothingToCancel(f"{tenant.official_name} väntar inte på att raderas.")
        operation.step, operation.finished_at = "cancelled", now
        operation.save(update_fields=["step", "finished_at"])
        change_state(actor=actor, tenant=tenant, state=State(operation.details["was"]))
        record_audit(actor=actor, verb="tenants.cancel_erasure", target=tenant)
    return tenant

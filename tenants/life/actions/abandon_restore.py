"""Call off a restore that has not changed anything yet."""

from datetime import datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.change_state import change_state
from tenants.life.locks import alone_with
from tenants.life.models import Operation
from tenants.life.queries import unfinished_operation
from tenants.life.swap import drop_restoring
from tenants.models import State, Tenant
from tenants.site_context import operator_site


class NothingToAbandon(Exception):
    """No restore is under way, or it is too far gone."""


def abandon_restore(*, actor: Actor, tenant: Tenant, now: datetime) -> Tenant:
    """Open the site again as it is, and remove what was made ready.

    Raises:
        NothingToAbandon: when no restore is under way, or the schemas have changed places: run it to its end then.
    """
    with alone_with(tenant.slug), operator_site(), transaction.atomic():
        operation = unfinished_operation(tenant.schema_name)
        if operation is None or operation.kind != Operation.Kind.RESTORE or operation.step != "loading":
            raise NothingToAbandon(f"{tenant.official_name} håller inte på att läggas tillbaka. Inget är ändrat.")
        drop_restoring(tenant.schema_name)
        operation.step, operation.finished_at = "abandoned", now
        operation.save(update_fields=["step", "finished_at"])
        change_state(actor=actor, tenant=tenant, state=State(operation.details["was"]))
        record_audit(actor=actor, verb="tenants.abandon_restore", target=tenant)
    return tenant

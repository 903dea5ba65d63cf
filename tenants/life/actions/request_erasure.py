"""A site leaves: close it, and set the day after which it is erased (TN-11)."""

from datetime import datetime, timedelta

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.change_state import change_state
from tenants.life.models import Operation
from tenants.life.queries import unfinished_operation
from tenants.models import Domain, State, Tenant
from tenants.site_context import operator_site


class AlreadyUnderWay(Exception):
    """Something else is happening to the whole site."""


def request_erasure(*, actor: Actor, tenant: Tenant, now: datetime, grace_days: int) -> Operation:
    """Suspend the site and begin the grace period; asked again, the period that runs is given.

    Args:
        actor: who decides.
        tenant: the site.
        now: the moment.
        grace_days: days during which it can be called off; 0 for none.

    Raises:
        ValueError: for the operator's own site.
        AlreadyUnderWay: while the site is restored.
    """
    if tenant.is_operator:
        raise ValueError("The operator's own site cannot be erased")
    with operator_site(), transaction.atomic():
        found = unfinished_operation(tenant.schema_name)
        if found is not None:
            if found.kind != Operation.Kind.ERASE:
                raise AlreadyUnderWay(f"{tenant.official_name} håller på att läggas tillbaka. Gör klart det först.")
            return found
        hosts = list(Domain.objects.filter(tenant=tenant).values_list("domain", flat=True))
        not_before = now + timedelta(days=grace_days)
        operation = Operation.objects.create(
            kind=Operation.Kind.ERASE,
            schema_name=tenant.schema_name,
            slug=tenant.slug,
            label=tenant.official_name,
            step="waiting",
            details={"uuid": str(tenant.uuid), "hosts": hosts, "was": tenant.state},
            not_before=not_before,
            started_at=now,
        )
        change_state(actor=actor, tenant=tenant, state=State.SUSPENDED)
        record_audit(
            actor=actor,
            verb="tenants.request_erasure",
            target=tenant,
            details={"not_before": not_before.isoformat()},
        )
    return operation

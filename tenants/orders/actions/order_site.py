"""Ask for a new site; the worker makes it."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.create_tenant import NewTenant, check_new_tenant
from tenants.orders.models import SiteOrder
from tenants.orders.tasks import make_site
from tenants.site_context import operator_site


def order_site(*, actor: Actor, number: UUID, new: NewTenant, now: datetime) -> SiteOrder:
    """Keep the order and queue it. With a number that is known already, nothing is asked for a second time.

    Args:
        actor: of the operator.
        number: came with the form.
        new: what is wanted.
        now: the moment.

    Raises:
        ValidationError: when a value is not acceptable.
        TenantExists: when a name is taken.
    """
    with operator_site(), transaction.atomic():
        before = SiteOrder.objects.filter(uuid=number).first()
        if before is not None:
            return before
        check_new_tenant(new)
        order = SiteOrder.objects.create(
            uuid=number,
            slug=new.slug,
            wanted=asdict(new),
            ordered_by_uuid=actor.uuid,
            ordered_by_name=actor.name[:200],
            ordered_at=now,
        )
        record_audit(actor=actor, verb="tenants.order_site", label=new.official_name or new.name)
        transaction.on_commit(lambda: queue_order(order))
    return order


def queue_order(order: SiteOrder) -> None:
    """Tell the worker."""
    with operator_site():
        make_site.delay(number=str(order.uuid))

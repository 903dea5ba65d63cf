"""Make the site that was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.create_tenant import CouldNotCreate, NewTenant, TenantExists, create_tenant
from tenants.connection import connection
from tenants.models import Tenant
from tenants.orders.models import OrderState, SiteOrder

#: Beside the migrations' key; with the order's own number.
KEY = 0x6F7264


def carry_out_order(*, actor: Actor, order: SiteOrder, now: datetime) -> SiteOrder:
    """Create the site, and keep how it went. Outside any transaction: the site is made in one of its own.

    Killed before the site was there, the message comes again and it is made then; killed after it, the second time
    finds it and says so.

    Args:
        actor: whoever asked.
        order: which.
        now: the moment.
    """
    connection.set_schema_to_public()
    with _alone(order) as alone:
        order.refresh_from_db()
        if not alone or order.state in {OrderState.DONE, OrderState.FAILED}:
            return order
        taken_up_again = order.state == OrderState.RUNNING
        order.state = OrderState.RUNNING
        order.save(update_fields=["state"])
        if not (taken_up_again and _is_there(order)):
            try:
                create_tenant(actor=actor, new=_wanted(order))
            except (ValidationError, TenantExists, CouldNotCreate) as error:
                order.why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        order.state = OrderState.FAILED if order.why else OrderState.DONE
        order.finished_at = now
        order.save(update_fields=["state", "why", "finished_at"])
        if order.why:
            details: dict[str, object] = {"why": order.why}
            record_audit(actor=actor, verb="tenants.order_failed", label=order.slug, result="failed", details=details)
    return order


def _wanted(order: SiteOrder) -> NewTenant:
    kept: dict[str, Any] = {name: tuple(it) if isinstance(it, list) else it for name, it in order.wanted.items()}
    return NewTenant(**kept)


def _is_there(order: SiteOrder) -> bool:
    """Nobody else can have made it: the short name was free when it was asked for, and then this order was run."""
    return bool(Tenant.objects.filter(slug=order.slug, created_at__gte=order.ordered_at).exists())


@contextmanager
def _alone(order: SiteOrder) -> Iterator[bool]:
    """Is nobody else carrying it out? The lock belongs to the connection: whoever is killed lets go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [KEY, order.pk])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [KEY, order.pk])

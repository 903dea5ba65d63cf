"""The worker makes the sites that were asked for: it may take seconds, and longer the first time after an update."""

from typing import Any
from uuid import UUID

from celery import shared_task

from samverk.kernel import clock
from tenants.orders.actions.carry_out_order import carry_out_order
from tenants.orders.queries import order_by_number
from tenants.orders.whose import actor_of_order


@shared_task(name="tenants.orders.make_site", operator=True)  # type: ignore[call-overload, untyped-decorator]
def make_site(*, number: str, **kwargs: Any) -> None:
    """The order with this number; a second time changes nothing."""
    order = order_by_number(UUID(number))
    if order is not None:
        carry_out_order(actor=actor_of_order(order), order=order, now=clock.now())

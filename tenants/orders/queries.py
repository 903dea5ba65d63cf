"""Reads of orders; from the operator's site."""

from uuid import UUID

from tenants.orders.models import SiteOrder


def order_by_number(number: UUID) -> SiteOrder | None:
    """The order with this number, if there is one."""
    return SiteOrder.objects.filter(uuid=number).first()

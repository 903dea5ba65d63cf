"""In whose name an order is carried out."""

from samverk.kernel.actions.record_audit import Actor
from tenants.orders.models import SiteOrder


def actor_of_order(order: SiteOrder) -> Actor:
    """Whoever asked for it; the log names a person, not the worker."""
    return Actor(uuid=order.ordered_by_uuid, name=order.ordered_by_name)

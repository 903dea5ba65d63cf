"""Say that something happened: one row in the caller's transaction, told after it."""

from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.events import NewEvent
from samverk.notifications.ledger import write_event
from samverk.notifications.queueing import queue_expansion


def tell(*, actor: Actor, event: NewEvent) -> None:
    """Write the event. Rolled back with the caller's transaction; told by the worker once that has committed.

    Called again with the same kind and key it changes nothing.

    Args:
        actor: whoever acts; the act's own entry in the log is the caller's.
        event: what happened, and whom it is for.

    Raises:
        UnknownEventKind: when no room has declared the kind.
    """
    write_event(event)
    queue_expansion()

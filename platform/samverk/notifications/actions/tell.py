"""Say that something happened: one row in the caller's transaction, told after it."""

from collections.abc import Collection, Mapping

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.kept_insert import KeptInsert
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import event_kinds
from samverk.notifications.models import Event
from samverk.notifications.queueing import queue_expansion

TITLE, EXCERPT = 300, 500
_write = KeptInsert(Event, ignore_conflicts=True)


class UnknownEventKind(LookupError):
    """No room has declared this kind of event."""


def tell(*, actor: Actor, event: NewEvent) -> None:
    """Write the event. Rolled back with the caller's transaction; told by the worker once that has committed.

    Called again with the same kind and key it changes nothing.

    Args:
        actor: whoever acts; the act's own entry in the log is the caller's.
        event: what happened, and whom it is for.

    Raises:
        UnknownEventKind: when no room has declared the kind.
    """
    if event.kind not in event_kinds:
        raise UnknownEventKind(event.kind)
    _write(
        kind=event.kind,
        key=event.key,
        ref_kind=event.ref.kind,
        ref_key=event.ref.key,
        title=event.title[:TITLE],
        excerpt=event.excerpt[:EXCERPT],
        url=event.url,
        by_id=event.by,
        is_secret=event.secret,
        created_at=clock.now(),
        audience={
            "users": _lists(event.recipients),
            "units": _lists(event.units),
            "groups": _lists(event.groups),
            "everybody": event.everybody,
            "places": [[place.kind, place.key] for place in event.places],
        },
    )
    queue_expansion()


def _lists(keys: Mapping[MyRole, Collection[int]]) -> dict[str, list[int]]:
    return {str(int(role)): sorted(set(each)) for role, each in keys.items() if each}

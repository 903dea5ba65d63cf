"""What is told, as a row of the ledger."""

from collections.abc import Collection, Mapping
from typing import Any

from samverk.kernel import clock
from samverk.kernel.kept_insert import KeptInsert, Row
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import event_kinds
from samverk.notifications.models import Event

TITLE, EXCERPT = 300, 500
#: The same kind and key again is the same event.
_write = KeptInsert(Event, ignore_conflicts=True)


class UnknownEventKind(LookupError):
    """No room has declared this kind of event."""


def write_event(event: NewEvent) -> None:
    """Write it now, in the caller's transaction.

    Raises:
        UnknownEventKind: when no room has declared the kind.
    """
    _write(**_values(event))


def row_of(event: NewEvent) -> Row:
    """It, to be written by the statement that makes what it tells of; the caller then calls `queue_expansion`.

    Args:
        event: its key and its address may be `WithKey`.

    Raises:
        UnknownEventKind: when no room has declared the kind.
    """
    return _write.row(**_values(event))


def _values(event: NewEvent) -> dict[str, Any]:
    if event.kind not in event_kinds:
        raise UnknownEventKind(event.kind)
    return {
        "kind": event.kind,
        "key": event.key,
        "ref_kind": event.ref.kind,
        "ref_key": event.ref.key,
        "title": event.title[:TITLE],
        "excerpt": event.excerpt[:EXCERPT],
        "url": event.url,
        "by_id": event.by,
        "is_secret": event.secret,
        "created_at": clock.now(),
        "audience": {
            "users": _lists(event.recipients),
            "units": _lists(event.units),
            "groups": _lists(event.groups),
            "everybody": event.everybody,
            "places": [[place.kind, place.key] for place in event.places],
        },
    }


def _lists(keys: Mapping[MyRole, Collection[int]]) -> dict[str, list[int]]:
    return {str(int(role)): sorted(set(each)) for role, each in keys.items() if each}

"""Write one line to the site's log, in the same transaction as what it tells of."""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models

from samverk.kernel import clock
from samverk.kernel.kept_insert import KeptInsert
from samverk.kernel.models import AuditEntry

log = logging.getLogger("samverk.audit")


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a person, or a part of the house.

    Attributes:
        uuid: the person's opaque id here; None for the house itself.
        name: as shown in the log.
        capacity: employee, elected …; empty for the house.
        address: IP address the act came from, if any.
    """

    uuid: UUID | None
    name: str
    capacity: str = ""
    address: str | None = None


#: Acts that no person asked for: migrations, timers, the operator's command line.
HOUSE = Actor(uuid=None, name="Samverk")
HOUSE_RIGHT = "house"
_write = KeptInsert(AuditEntry)


def record_audit(
    *,
    actor: Actor,
    verb: str,
    target: models.Model | None = None,
    label: str = "",
    result: str = "done",
    details: dict[str, object] | None = None,
    right: str = "",
) -> int:
    """Append one entry and mirror it to the JSON log; the database links it into the site's chain at commit.

    Returns its number.

    Args:
        actor: who acts; never read from a request here.
        verb: dotted name of the act, `room.verb_noun`.
        target: what was acted on; its type, key and text are kept, not a reference.
        label: overrides the target's own text.
        result: done, refused or failed.
        details: JSON-able facts; never content, never secrets.
        right: which right was used (LAW-54): a permission's name, `own` for what is one's own, `group:…`;
            the house's own acts are `house` without being told.
    """
    object_type = target._meta.label_lower if target is not None else ""
    object_id = str(target.pk) if target is not None else ""
    object_label = (label or (str(target) if target is not None else ""))[:200]
    number: int = _write(
        at=clock.now(),
        site=str(getattr(connection, "schema_name", "")),
        actor_uuid=actor.uuid,
        actor_name=actor.name[:200],
        capacity=actor.capacity,
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        object_label=object_label,
        right=(right or (HOUSE_RIGHT if actor is HOUSE else ""))[:120],
        result=result,
        address=actor.address,
        details=details or {},
    )
    log.info(
        verb,
        extra={
            "actor": str(actor.uuid or actor.name),
            "object": f"{object_type}:{object_id}" if object_type else object_label,
            "result": result,
        },
    )
    return number

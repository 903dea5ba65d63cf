"""Write one line to the site's log, in the same transaction as what it tells of."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models

from samverk.kernel import clock
from samverk.kernel.kept_insert import KeptInsert, Row, WithKey
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


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that the same statement writes as what it tells of.

    Attributes:
        verb: of the act.
        row: for `one_statement.write_with`.
        told: what the mirror tells beside the verb.
    """

    verb: str
    row: Row
    told: dict[str, str]

    def mirror(self, key: int) -> None:
        """Tell the JSON log, when the statement has written it.

        Args:
            key: of the row that was made.
        """
        log.info(self.verb, extra={**self.told, "object": self.told["object"].replace("{key}", str(key))})


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
    label = label or (str(target) if target is not None else "")
    values = _values(actor, verb, (object_type, object_id, label), result, details, right)
    number: int = _write(**values)
    log.info(verb, extra=_told(values))
    return number


def line_of_new(
    *, actor: Actor, verb: str, model: type[models.Model], label: str, details: dict[str, object], right: str
) -> Line:
    """The entry for a row that the same statement makes, which `one_statement.write_with` gets.

    Args:
        actor, verb, details, right: as for `record_audit`.
        model: of the row.
        label: its text.
    """
    values = _values(actor, verb, (model._meta.label_lower, WithKey("{key}"), label), "done", details, right)
    return Line(verb, _write.row(**values), _told(values))


def _values(
    actor: Actor,
    verb: str,
    about: tuple[str, str, str],
    result: str,
    details: dict[str, object] | None,
    right: str,
) -> dict[str, Any]:
    object_type, object_id, label = about
    return {
        "at": clock.now(),
        "site": str(getattr(connection, "schema_name", "")),
        "actor_uuid": actor.uuid,
        "actor_name": actor.name[:200],
        "capacity": actor.capacity,
        "verb": verb,
        "object_type": object_type,
        "object_id": object_id,
        "object_label": label[:200],
        "right": (right or (HOUSE_RIGHT if actor is HOUSE else ""))[:120],
        "result": result,
        "address": actor.address,
        "details": details or {},
    }


def _told(values: dict[str, Any]) -> dict[str, str]:
    about = f"{values['object_type']}:{values['object_id']}" if values["object_type"] else values["object_label"]
    return {"actor": str(values["actor_uuid"] or values["actor_name"]), "object": about, "result": values["result"]}

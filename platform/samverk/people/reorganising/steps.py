"""What a plan says: its steps, as values and as the JSON they are kept in."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from samverk.kernel.registries import Succession


class Verb(StrEnum):
    """What can happen to a part of the organisation."""

    BEGIN = "begin"
    RENAME = "rename"
    MOVE = "move"
    SPLIT = "split"
    MERGE = "merge"
    END = "end"
    LEAD = "lead"


class Level(StrEnum):
    """Which kind of part."""

    AUTHORITY = "authority"
    DEPARTMENT = "department"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that comes into being: its id is known before it exists, so that later steps can name it."""

    name: str
    uuid: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Step:
    """One change.

    Attributes:
        verb: what happens.
        subjects: whom it happens to; several for a merger, none for a beginning.
        level: of what begins.
        name: the new name.
        parts: what comes into being: one for a beginning or a merger into something new, several for a split.
        into: an existing part that takes over in a merger.
        parent: department of a unit, authority of a department: for beginnings, moves and new parts of mergers.
        authority: responsible for a unit, where that is another than its department's.
        kind: of an authority that begins.
        keeps: does what is split live on beside its new parts.
        where: uuid of a child (department, unit), number of a placement, or "follower-thing" (a page, say) → which of
            the parts it goes to; the rest go to the first, or stay where `keeps`.
        since: what begins was there before the plan's day already; from a file that tells of what is.
        person: who leads from now on.
    """

    verb: Verb
    subjects: tuple[UUID, ...] = ()
    level: Level | None = None
    name: str = ""
    parts: tuple[Part, ...] = ()
    into: UUID | None = None
    parent: UUID | None = None
    authority: UUID | None = None
    kind: str = ""
    keeps: bool = False
    where: dict[str, UUID] = field(default_factory=dict)
    since: date | None = None
    person: UUID | None = None

    @property
    def touches(self) -> set[UUID]:
        """Existing parts that the step changes."""
        return {*self.subjects, *([self.into] if self.into else [])}


def to_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """As kept in a plan."""
    return [_plain(asdict(step)) for step in steps]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, UUID | StrEnum | date) else value


def from_json(rows: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    """The steps of a plan."""
    return tuple(
        Step(
            verb=Verb(row["verb"]),
            subjects=tuple(UUID(each) for each in row["subjects"]),
            level=Level(row["level"]) if row["level"] else None,
            name=row["name"],
            parts=tuple(Part(name=part["name"], uuid=UUID(part["uuid"])) for part in row["parts"]),
            into=_uuid(row["into"]),
            parent=_uuid(row["parent"]),
            authority=_uuid(row["authority"]),
            kind=row["kind"],
            keeps=row["keeps"],
            where={key: UUID(target) for key, target in row["where"].items()},
            # Plans made before there were such steps lack both.
            since=date.fromisoformat(row["since"]) if row.get("since") else None,
            person=_uuid(row.get("person")),
        )
        for row in rows
    )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def succession_of(step: Step) -> Succession | None:
    """Who gives way to whom by a step; None for a step by which nobody does."""
    if step.verb == Verb.MERGE:
        into = step.into or step.parts[0].uuid
        return Succession(before=tuple(uuid for uuid in step.subjects if uuid != into), after=(into,))
    if step.verb != Verb.SPLIT:
        return None
    parts = tuple(part.uuid for part in step.parts)
    after = (*step.subjects, *parts) if step.keeps else parts
    return Succession(before=step.subjects, after=after, where=step.where, lives_on=step.keeps)

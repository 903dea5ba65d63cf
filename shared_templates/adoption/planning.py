"""What a release would do here, before anything is written."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from shared_templates.adoption.models import Adopted, Answer, PutOff
from shared_templates.catalogue.models import Policy, ReleasedItem
from shared_templates.content.merging import Choice, Merged, merge
from shared_templates.content.values import Content, from_json

#: Answers to conflicts: item → conflict → choice.
Choices = Mapping[UUID, Mapping[str, Choice]]


class Effect(StrEnum):
    """What taking an item would do."""

    NEW = "new"
    SAME = "same"
    UPDATE = "update"
    MERGED = "merged"
    CONFLICT = "conflict"
    LOCKED = "locked"
    DECIDED = "decided"
    NOT_HERE = "not_here"


#: Nobody has to be asked.
QUIET = frozenset({Effect.NEW, Effect.UPDATE, Effect.NOT_HERE})
#: Something here was changed: a person looks at it.
WITH_CARE = frozenset({Effect.MERGED, Effect.CONFLICT, Effect.LOCKED, Effect.DECIDED})


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a release, and what it would do here.

    Attributes:
        item: as released.
        here: as it is here, if it is.
        effect: what taking it would do.
        theirs: what the release says.
        merged: theirs and ours together, where both changed.
        put_off: what was said of this version before.
        pulled_in_by: the code of the item that cannot do without this one, where nobody chose it.
    """

    item: ReleasedItem
    here: Adopted | None
    effect: Effect
    theirs: Content
    merged: Merged | None = None
    put_off: PutOff | None = None
    pulled_in_by: str = ""

    @property
    def outcome(self) -> Content:
        """What would be read here; mine stands where an answer is missing."""
        return self.merged.content if self.merged else self.theirs

    @property
    def is_open(self) -> bool:
        """Some conflict has no answer."""
        return bool(self.merged and self.merged.open)

    def is_put_off(self, day: date) -> bool:
        """Was it said that this version is not taken, or not yet."""
        return self.put_off is not None and (self.put_off.until is None or self.put_off.until > day)


def plan(items: Iterable[ReleasedItem], choices: Choices | None = None, *, hold: bool = False) -> list[Planned]:
    """What taking these would do; two queries, however many there are.

    Args:
        items: as released.
        choices: answers to conflicts.
        hold: nobody else writes what is here before the caller's transaction ends.
    """
    wanted = list(items)
    keys = [item.key for item in wanted]
    rows = Adopted.objects.filter(key__in=keys)
    here = {row.key: row for row in (rows.select_for_update() if hold else rows)}
    put_off = {(row.key, row.version): row for row in PutOff.objects.filter(key__in=keys)}
    return [
        replace(
            _planned(item, here.get(item.key), (choices or {}).get(item.key, {})),
            put_off=put_off.get((item.key, item.version)),
        )
        for item in wanted
    ]


def counts(planned: Iterable[Planned]) -> dict[str, int]:
    """How many of each effect; those that do nothing left out."""
    return dict(Counter(str(one.effect) for one in planned if one.effect != Effect.SAME))


def required_by(planned: Collection[Planned], taken: Collection[UUID]) -> dict[UUID, str]:
    """What these cannot do without and nobody has here: key → code of the one that needs it (TP-06)."""
    needed: dict[UUID, str] = {}
    for one in planned:
        for key in map(UUID, one.item.requires):
            if key not in taken:
                needed.setdefault(key, one.item.code)
    if needed:
        for key in Adopted.objects.filter(key__in=list(needed)).values_list("key", flat=True):
            del needed[key]
    return needed


def _planned(item: ReleasedItem, here: Adopted | None, choices: Mapping[str, Choice]) -> Planned:
    theirs = from_json(item.content)
    if here is None:
        return Planned(item, None, Effect.NEW, theirs)
    if here.version >= item.version:
        return Planned(item, here, Effect.SAME, theirs)
    if here.base is None and here.decided_on is None:
        effect = Effect.NOT_HERE if here.answer == Answer.NOT_APPLICABLE else Effect.UPDATE
        return Planned(item, here, effect, theirs)
    mine = here.said()
    if mine == theirs:
        return Planned(item, here, Effect.UPDATE, theirs)
    if here.base is not None and item.policy == Policy.LOCKED:
        return Planned(item, here, Effect.LOCKED, theirs)
    merged = merge(here.began_from(), theirs, mine, choices)
    if here.decided_on is not None:
        return Planned(item, here, Effect.DECIDED, theirs, merged)
    return Planned(item, here, Effect.CONFLICT if merged.conflicts else Effect.MERGED, theirs, merged)

"""Three-way merge of an item: base (what was taken last), theirs (what the model municipality says now), mine.

Block by block and field by field. Nothing is dropped in silence: whatever either side wrote stands in the outcome
or in a conflict, and whatever is gone was taken away by one side while the other had left it alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared_templates.content.ordering import merge_order
from shared_templates.content.text_merge import Clash, merge_text, text_of
from shared_templates.content.values import HEAD, Block, Content, Texts, content, joined


class Reason(StrEnum):
    """What sort of conflict."""

    TEXT = "text"
    REMOVED_THERE = "removed_there"
    REMOVED_HERE = "removed_here"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that only a person can answer.

    Attributes:
        reason: the sort of question.
        block: which block; HEAD for the head's texts and for the order.
        name: which of its texts; empty where the whole block or the order is meant.
        number: which place in that text, from 0.
        base, theirs, mine: what each says; empty where it says nothing. For the order: names of blocks, a line each.
    """

    reason: Reason
    block: str = HEAD
    name: str = ""
    number: int = 0
    base: str = field(default="", compare=False)
    theirs: str = field(default="", compare=False)
    mine: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """A short name that is the same each time these three are merged."""
        return ":".join([self.reason, self.block, self.name, str(self.number)])


class Side(StrEnum):
    """Whose version a person chose; OWN brings a wording."""

    THEIRS = "theirs"
    MINE = "mine"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer to one conflict."""

    side: Side
    own: str = ""


class Unsettled(ValueError):
    """Some conflicts have no answer yet.

    Attributes:
        conflicts: which.
        codes: of the items they are in, where several are merged.
    """

    def __init__(self, conflicts: list[Conflict], codes: tuple[str, ...] = ()) -> None:
        super().__init__(f"{len(conflicts)} conflicts have no answer {' '.join(codes)}".rstrip())
        self.conflicts, self.codes = conflicts, codes


@dataclass(slots=True)
class _Merge:
    """The work under way: answers in, questions out."""

    choices: Mapping[str, Choice]
    conflicts: list[Conflict] = field(default_factory=list)
    open: list[Conflict] = field(default_factory=list)

    def ask(self, conflict: Conflict) -> Choice:
        """The person's answer; until there is one, mine stands."""
        self.conflicts.append(conflict)
        chosen = self.choices.get(conflict.key)
        usable = chosen is not None and (chosen.side != Side.OWN or conflict.reason == Reason.TEXT)
        if not usable:
            self.open.append(conflict)
        return chosen if chosen is not None and usable else Choice(Side.MINE)


@dataclass(frozen=True, slots=True)
class Merged:
    """How far a merge has come.

    Attributes:
        content: with every answer applied; where an answer is missing, mine stands.
        conflicts: all questions, answered or not.
        open: those without an answer.
    """

    content: Content
    conflicts: tuple[Conflict, ...]
    open: tuple[Conflict, ...]

    @property
    def is_clean(self) -> bool:
        """Nobody has to be asked."""
        return not self.conflicts

    def settled(self) -> Content:
        """The content, once every conflict has its answer.

        Raises:
            Unsettled: while one has none.
        """
        if self.open:
            raise Unsettled(list(self.open))
        return self.content


def merge(base: Content, theirs: Content, mine: Content, choices: Mapping[str, Choice] | None = None) -> Merged:
    """Bring what the model municipality changed since `base` into what the municipality has.

    Args:
        base: the content both began from.
        theirs: the model municipality's now.
        mine: the municipality's now.
        choices: answers by `Conflict.key`; those to questions that are not asked are left aside.
    """
    work = _Merge(choices or {})
    head = _merge_texts(work, HEAD, base.head, theirs.head, mine.head)
    blocks = {block.id: block for block in _merge_blocks(work, base, theirs, mine)}
    return Merged(content(head, _ordered(work, base, theirs, mine, blocks)), tuple(work.conflicts), tuple(work.open))


def _merge_blocks(work: _Merge, base: Content, theirs: Content, mine: Content) -> Iterator[Block]:
    by_id = [{block.id: block for block in each.blocks} for each in (base, theirs, mine)]
    for name in dict.fromkeys(name for each in reversed(by_id) for name in each):
        was, there, here = (each.get(name) for each in by_id)
        if there and here:
            yield Block(name, there.kind, _merge_texts(work, name, was.texts if was else {}, there.texts, here.texts))
        elif here:
            if was is None or (here != was and not _gone(work, Reason.REMOVED_THERE, name, was, None, here)):
                yield here
        elif there and (was is None or (there != was and not _gone(work, Reason.REMOVED_HERE, name, was, there, None))):
            yield there


def _gone(work: _Merge, reason: Reason, name: str, was: Block, there: Block | None, here: Block | None) -> bool:
    """Whether the block goes: one side took it away, the other changed it."""
    side = work.ask(Conflict(reason, name, base=_told(was), theirs=_told(there), mine=_told(here))).side
    return (there if side == Side.THEIRS else here) is None


def _told(block: Block | None) -> str:
    return joined(block.texts.values()) if block else ""


def _merge_texts(work: _Merge, block: str, base: Texts, theirs: Texts, mine: Texts) -> dict[str, str]:
    names = dict.fromkeys([*mine, *theirs])
    return {
        name: _merge_field(work, block, name, [each.get(name, "") for each in (base, theirs, mine)]) for name in names
    }


def _merge_field(work: _Merge, block: str, name: str, texts: list[str]) -> str:
    base, theirs, mine = texts
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    parts = merge_text(base, theirs, mine)
    number = 0
    for at, part in enumerate(parts):
        if isinstance(part, Clash):
            said = {side: joined(getattr(part, side)) for side in ("base", "theirs", "mine")}
            chosen = work.ask(Conflict(Reason.TEXT, block, name, number, **said))
            parts[at] = (chosen.own if chosen.side == Side.OWN else said[chosen.side],)
            number += 1
    return text_of(parts)


def _ordered(work: _Merge, base: Content, theirs: Content, mine: Content, left: Mapping[str, Block]) -> list[Block]:
    orders = [[block.id for block in each.blocks if block.id in left] for each in (base, theirs, mine)]
    merged = merge_order(*orders)
    if merged is None:
        was, there, here = ("\n".join(order) for order in orders)
        taken = work.ask(Conflict(Reason.ORDER, base=was, theirs=there, mine=here)).side == Side.THEIRS
        merged = merge_order(orders[2], *orders[1:]) if taken else merge_order(orders[1], *orders[1:])
    assert merged is not None
    return [left[name] for name in merged]

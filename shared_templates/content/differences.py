"""What differs between two contents, in words: for screens, summaries and print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from shared_templates.content.values import HEAD, Content, paragraphs

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
#: Below this share of common words two paragraphs are shown as one gone and one new, not as one changed.
_ALIKE = 0.4


class Mark(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Stretch(NamedTuple):
    """Words that share one mark."""

    mark: Mark
    text: str


class Change(StrEnum):
    """What became of a block or a text."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One text that differs.

    Attributes:
        change: what became of its block; CHANGED for a text of a block that both have.
        block: its block; HEAD for the head.
        name: which text; empty for a block that was moved.
        before, after: the texts.
    """

    change: Change
    block: str
    name: str
    before: str
    after: str


def differences(before: Content, after: Content) -> list[Difference]:
    """All that differs, in the order of reading: the head, then the blocks of `after`, what is gone last."""
    found = list(_between(HEAD, before, after, Change.CHANGED))
    for block in after.blocks:
        found += _between(block.id, before, after, Change.CHANGED if before.block(block.id) else Change.ADDED)
    for block in before.blocks:
        if after.block(block.id) is None:
            found += _between(block.id, before, after, Change.REMOVED)
    return found + [Difference(Change.MOVED, name, "", "", "") for name in _moved(before, after)]


def in_words(before: str, after: str) -> list[list[Stretch]]:
    """The two texts as one, a list a paragraph: what stayed, went and came."""
    old, new = paragraphs(before), paragraphs(after)
    shown: list[list[Stretch]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            shown += [[Stretch(Mark.SAME, line)] for line in old[i1:i2]]
        else:
            shown += _changed(old[i1:i2], new[j1:j2])
    return shown


def _changed(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[list[Stretch]]:
    for at in range(max(len(old), len(new))):
        was, is_now = (lines[at] if at < len(lines) else "" for lines in (old, new))
        yield _words(was, is_now)


def _words(was: str, is_now: str) -> list[Stretch]:
    a, b = _WORD.findall(was), _WORD.findall(is_now)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [Stretch(mark, text) for mark, text in ((Mark.GONE, was), (Mark.NEW, is_now)) if text]
    found: list[Stretch] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Mark.SAME, "".join(a[i1:i2])))
            continue
        found += [
            Stretch(mark, "".join(words)) for mark, words in ((Mark.GONE, a[i1:i2]), (Mark.NEW, b[j1:j2])) if words
        ]
    return found


def _between(block: str, before: Content, after: Content, change: Change) -> Iterator[Difference]:
    old, new = before.texts_of(block), after.texts_of(block)
    for name in dict.fromkeys([*new, *old]):
        if old.get(name, "") != new.get(name, ""):
            yield Difference(change, block, name, old.get(name, ""), new.get(name, ""))


def _moved(before: Content, after: Content) -> list[str]:
    """As few as possible of those that both have, by the longest order that stayed."""
    old, new = ([block.id for block in each.blocks] for each in (before, after))
    both = set(old) & set(new)
    old, new = [name for name in old if name in both], [name for name in new if name in both]
    place = {name: at for at, name in enumerate(old)}
    longest: list[list[str]] = []
    for name in new:
        fits = [chain for chain in longest if place[chain[-1]] < place[name]]
        best: list[str] = max(fits, key=len) if fits else []
        longest.append([*best, name])
    stayed: list[str] = max(longest, key=len) if longest else []
    return [name for name in new if name not in stayed]

"""Three-way merge of one text by paragraphs: what only one side changed is taken, what both changed is a clash.

The rule is that of diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007).
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from shared_templates.content.values import joined, paragraphs


@dataclass(frozen=True, slots=True)
class Clash:
    """A place where both sides wrote something else than the base, each as paragraphs."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


#: Settled paragraphs, or a clash.
Part = tuple[str, ...] | Clash


def merge_text(base: str, theirs: str, mine: str) -> list[Part]:
    """The parts of the merged text in order; without a Clash among them, it is merged."""
    a, b, c = (paragraphs(text) for text in (base, theirs, mine))
    parts: list[Part] = []
    done = (0, 0, 0)
    for (base_at, their_at, my_at), length in [*_common(a, b, c), ((len(a), len(b), len(c)), 0)]:
        between = (a[done[0] : base_at], b[done[1] : their_at], c[done[2] : my_at])
        for part in _settle(*between):
            _add(parts, part)
        if length:
            _add(parts, a[base_at : base_at + length])
        done = (base_at + length, their_at + length, my_at + length)
    return parts


def text_of(parts: list[Part]) -> str:
    """The text that settled parts make.

    Raises:
        ValueError: while there is a clash among them.
    """
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Clash):
            raise ValueError("A clash is not settled")
        lines.extend(part)
    return joined(lines)


def _settle(base: tuple[str, ...], theirs: tuple[str, ...], mine: tuple[str, ...]) -> list[Part]:
    """A stretch without a paragraph that all three have.

    Where each has as many, paragraphs were written anew and none came or went: then each is settled by itself, so that
    two neighbours changed by one side each are no clash.
    """
    if theirs in {mine, base}:
        return [mine]
    if mine == base:
        return [theirs]
    if len(base) == len(theirs) == len(mine) > 1:
        each = zip(base, theirs, mine, strict=True)
        return [part for one in each for part in _settle(*((line,) for line in one))]
    return [Clash(base, theirs, mine)]


def _add(parts: list[Part], part: Part) -> None:
    if not isinstance(part, Clash) and parts and not isinstance(parts[-1], Clash):
        parts[-1] = (*parts[-1], *part)
    elif part:
        parts.append(part)


def _common(
    base: tuple[str, ...], theirs: tuple[str, ...], mine: tuple[str, ...]
) -> list[tuple[tuple[int, int, int], int]]:
    """Stretches of lines that stand in all three: where in each, and how many."""
    in_theirs, in_mine = _kept(base, theirs), _kept(base, mine)
    found: list[tuple[tuple[int, int, int], int]] = []
    for at in range(len(base)):
        if at not in in_theirs or at not in in_mine:
            continue
        here = (at, in_theirs[at], in_mine[at])
        if found:
            (start, length) = found[-1]
            if here == (start[0] + length, start[1] + length, start[2] + length):
                found[-1] = (start, length + 1)
                continue
        found.append((here, 1))
    return found


def _kept(base: tuple[str, ...], other: tuple[str, ...]) -> dict[int, int]:
    """Index in base → index in other, of the lines that stand in both."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {match.a + step: match.b + step for match in matcher.get_matching_blocks() for step in range(match.size)}

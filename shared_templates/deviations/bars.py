"""Sums as bars drawn on the server; the same figures stand in a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW = 640, 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in a picture of WIDTH wide: its name and figure above it."""

    label: str
    text: str
    top: int
    width: int

    @property
    def line(self) -> int:
        """Where the words stand."""
        return self.top + 28

    @property
    def foot(self) -> int:
        """Where the bar begins."""
        return self.top + 36


def bars(values: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """(label, value, value in words) → bars; the longest is the whole width, and nothing has no width."""
    longest = max((value for _label, value, _text in values), default=0)
    return [
        Bar(label, text, number * ROW, WIDTH * value // longest if longest else 0)
        for number, (label, value, text) in enumerate(values)
    ]

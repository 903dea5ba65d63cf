"""The whole over time as a line drawn on the server; the same numbers stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 640, 200, 44, 24, 24, 28


@dataclass(frozen=True, slots=True)
class Dot:
    """A quarter."""

    x: int
    y: int
    label: str
    percent: int
    anchor: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Places in a picture of WIDTH × HEIGHT."""

    dots: list[Dot]
    levels: list[tuple[int, int]]

    @property
    def way(self) -> str:
        """Points of the line."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def ground(self) -> str:
        """The surface under it."""
        foot = _height(0)
        return f"{self.dots[0].x},{foot} {self.way} {self.dots[-1].x},{foot}"


def chart(points: Sequence[tuple[str, int]]) -> Chart | None:
    """A line through (label, per cent); None for fewer than two points, which are no line."""
    if len(points) < 2:
        return None
    last = len(points) - 1
    every = -(-len(points) // 6)
    dots = [
        Dot(
            x=LEFT + (WIDTH - LEFT - RIGHT) * number // last,
            y=_height(percent),
            label=label,
            percent=percent,
            anchor="start" if number == 0 else "end" if number == last else "middle",
            # Counted from the end: today's is always there, and none comes too near it.
            is_written=(last - number) % every == 0,
        )
        for number, (label, percent) in enumerate(points)
    ]
    return Chart(dots, [(level, _height(level)) for level in (0, 50, 100)])


def _height(percent: int) -> int:
    return HEIGHT - FOOT - (HEIGHT - FOOT - TOP) * percent // 100

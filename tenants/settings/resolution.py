"""Which of several levels decides: a pure rule, proved by tests/unit/tenants/test_tn06_resolution.py.

A path is the levels from the top down, the last one being where the question is asked; None is a level where nothing
is chosen.
"""

from collections.abc import Sequence
from typing import Protocol


class Chosen(Protocol):
    """All the rule needs to know of a level's choice."""

    @property
    def state(self) -> str:
        """`locked`, `default` or `free`."""


def winner(path: Sequence[Chosen | None]) -> int | None:
    """Index of the level whose value applies at the end of the path; None when nobody has decided.

    1. The topmost lock, also over what stood below before it was locked.
    2. Else what the place itself has chosen.
    3. Else the nearest level above that offers its value downwards (`default`; `free` reaches nobody else).
    """
    for number, choice in enumerate(path):
        if choice is not None and choice.state == "locked":
            return number
    for number in range(len(path) - 1, -1, -1):
        choice = path[number]
        if choice is not None and (number == len(path) - 1 or choice.state == "default"):
            return number
    return None


def lock_above(path: Sequence[Chosen | None]) -> int | None:
    """Index of the lock that keeps the last level of the path from being changed; None when it is free to."""
    found = winner(path[:-1])
    choice = path[found] if found is not None else None
    return found if choice is not None and choice.state == "locked" else None

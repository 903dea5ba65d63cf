"""Room on Python's stack in one piece.

CPython keeps the frames of what is being called in pieces of 16 KiB and gives a piece back to the system as soon as
its last frame is done. A loop that happens to stand at the edge of one asks the system for memory at every turn: on our
start page 180 times a request (python/cpython#142183; later releases keep the piece).
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Of eight bytes each, and never touched. The piece they need is twice as large, and the other half of it has room for
#: a thousand frames, which is as deep as Python goes.
SLOTS = 1 << 16


def with_room(call: Callable[[], T]) -> T:
    """What `call` returns; everything it calls in its turn stands in one piece."""
    return call()


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)

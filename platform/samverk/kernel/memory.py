"""What a process remembers for a while: the newest so many, each for so long.

Only for what carries in its key all that it follows from, as the stamp of a site's settings: a value changed elsewhere
is then another key, and nothing has to be forgotten in other processes. What does not, says how old it may be.
"""

import time
from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

#: A restored database can bring an old stamp back; for so long a process may be wrong about it.
SECONDS = 60.0
SITES = 256


class Memory(Generic[Kept]):
    """The newest so many, each for so long."""

    def __init__(self, *, seconds: float = SECONDS, most: int = SITES) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[object, tuple[float, Kept]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> Kept | None:
        """What was kept under the key; None when it is gone or too old."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or time.monotonic() - found[0] > self._seconds:
                return None
            self._kept.move_to_end(key)
            return found[1]

    def keep(self, key: object, value: Kept) -> None:
        """Keep it; the one not asked for longest leaves when there are too many."""
        with self._lock:
            self._kept[key] = (time.monotonic(), value)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, key: object) -> None:
        """Let go of one."""
        with self._lock:
            self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

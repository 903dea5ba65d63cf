"""What is kept under all that it shows: in this process first, then in the cache.

Such a key is never wrong, only unused: whatever the text follows from – a version, a name of this moment, a right – is
a part of it. So a process may remember it without asking anybody, and a page saves a call to the cache for each kind
of thing on it. Never for what has to be forgotten by its name.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.cache import caches
from django.db import connection

from samverk.kernel.memory import Memory

#: So long an erased site's texts can lie in the memory of a web worker, where no address leads to them.
SECONDS = 60.0
MOST = 4000

_memory: Memory[Any] = Memory(seconds=SECONDS, most=MOST)


def near_values(keys: Sequence[str]) -> dict[str, Any]:
    """The values of the active site that are kept under these keys; asks the cache once, for what is not in memory."""
    site, found = _site(), {}
    for key in keys:
        value = _memory.get((site, key))
        if value is not None:
            found[key] = value
    missing = [key for key in keys if key not in found]
    if missing:
        for key, value in caches["default"].get_many(missing).items():
            found[key] = value
            _memory.keep((site, key), value)
    return found


def keep_values(values: Mapping[str, Any], seconds: int) -> None:
    """Keep them for the active site, here and in the cache."""
    if values:
        site = _site()
        for key, value in values.items():
            _memory.keep((site, key), value)
        caches["default"].set_many(dict(values), seconds)


def forget_near_values() -> None:
    """Empty this process's memory; for tests and for a cache that is emptied by hand."""
    _memory.clear()


def _site() -> str:
    # Before each key, as the cache writes it (law 5).
    return str(connection.schema_name)  # type: ignore[attr-defined]

"""What is kept under all that it shows: in this process first, then in the cache.

Such a key is never wrong, only unused: whatever the text follows from – a version, a name of this moment, a right – is
a part of it. So a process may remember it without asking anybody, and a page saves a call to the cache for each kind
of thing on it. Never for what has to be forgotten by its name.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.cache import caches

from samverk.kernel.memory import Memory

#: So long an erased site's texts can lie in the memory of a web worker, where no address leads to them.
SECONDS = 60.0
MOST = 4000

#: So long a process may go on with what another one has forgotten.
MOMENT = 3.0

_memory: Memory[Any] = Memory(seconds=SECONDS, most=MOST)
_moments: Memory[Any] = Memory(seconds=MOMENT, most=1000)


def near_values(keys: Sequence[str]) -> dict[str, Any]:
    """The values of the active site that are kept under these keys; asks the cache once, for what is not in memory."""
    cache, found = caches["default"], {}
    for key in keys:
        # With the site before it, as the cache writes it.
        value = _memory.get(cache.make_key(key))
        if value is not None:
            found[key] = value
    missing = [key for key in keys if key not in found]
    if missing:
        for key, value in cache.get_many(missing).items():
            found[key] = value
            _memory.keep(cache.make_key(key), value)
    return found


def keep_values(values: Mapping[str, Any], seconds: int) -> None:
    """Keep them for the active site, here and in the cache."""
    if values:
        cache = caches["default"]
        for key, value in values.items():
            _memory.keep(cache.make_key(key), value)
        cache.set_many(dict(values), seconds)


def forget_near_values() -> None:
    """Empty this process's memory; for tests and for a cache that is emptied by hand."""
    _memory.clear()
    _moments.clear()


def near_moment(alias: str, key: str) -> Any:
    """What stands in a cache under a key that is forgotten by name; None when it is not there.

    For what every page shows and seldom changes: another process may show the old for MOMENT seconds after it was
    forgotten, this one does not.
    """
    cache = caches[alias]
    made = cache.make_key(key)
    found = _moments.get(made)
    if found is None:
        found = cache.get(key)
        if found is not None:
            _moments.keep(made, found)
    return found


def forget_moments(alias: str, keys: Collection[str]) -> None:
    """Drop them here and in the cache, in one call."""
    cache = caches[alias]
    for key in keys:
        _moments.forget(cache.make_key(key))
    cache.delete_many(keys)

"""The counters of the running minutes, in the shared cache: one hash a minute, one field a site, bucket and outcome.

A process hands over what it has counted once a second, in one message: no request waits for it, and nothing is read or
written in the database. Is the cache away, nothing is counted; a process that is killed takes its last second with it.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import cast

from django.core.cache import caches

from tenants.cache_backend import ForgivingCache
from tenants.metering.histogram import BUCKETS, bucket_of

#: Longer than a worker may be away; what is older was never rolled up.
KEPT_SECONDS = 2 * 60 * 60
PREFIX = "metering:"
#: What is counted stays so long in the process that counted it.
SECONDS = 1.0
#: (minute, field of its hash) → how many; handed over by a thread that waits a second and ends.
_waiting: Counter[tuple[int, str]] = Counter()
_lock = Lock()


@dataclass(slots=True)
class Counted:
    """What one site did in one minute."""

    errors: int = 0
    durations: list[int] = field(default_factory=lambda: [0] * BUCKETS)


def _cache() -> ForgivingCache:
    return cast("ForgivingCache", caches["deployment"])


def count(*, schema_name: str, seconds: float, failed: bool) -> None:
    """One request of a site is done."""
    minute = int(time.time() // 60)
    with _lock:
        first = not _waiting
        _waiting[minute, f"{schema_name} {bucket_of(seconds * 1000)} {int(failed)}"] += 1
    if first:
        # This thread's own way to the cache; a thread that is new each second would open a new one each second.
        Timer(SECONDS, hand_over, [_cache()]).start()


def hand_over(cache: ForgivingCache) -> None:
    """What this process has counted since last."""
    with _lock:
        counts = dict(_waiting)
        _waiting.clear()
    for minute in {minute for minute, _name in counts}:
        fields = {name: number for (when, name), number in counts.items() if when == minute}
        cache.add_to_hash(f"{PREFIX}{minute}", fields, KEPT_SECONDS)


def forget_counted(schema_name: str) -> None:
    """What this process has counted of a site and not yet handed over."""
    with _lock:
        for key in [key for key in _waiting if key[1].startswith(f"{schema_name} ")]:
            del _waiting[key]


def remove_counted(cells: Iterable[tuple[int, str]]) -> None:
    """What stands in the shared cache of these (minute, schema)."""
    gone = set(cells)
    minutes = sorted({minute for minute, _schema in gone})
    for minute, fields in zip(minutes, _hashes(minutes), strict=False):
        names = [name for name in fields if (minute, name.split(" ")[0]) in gone]
        _cache().remove_from_hash(f"{PREFIX}{minute}", names)


def _hashes(minutes: list[int]) -> list[dict[str, int]]:
    return _cache().get_hashes([f"{PREFIX}{minute}" for minute in minutes])


def counted(minutes: Iterable[int]) -> dict[tuple[int, str], Counted]:
    """(minute, schema) → what was counted; minutes as whole minutes since 1970. One round trip.

    Of the other processes it may miss the last second.
    """
    wanted = list(minutes)
    hand_over(_cache())
    found: dict[tuple[int, str], Counted] = {}
    for minute, fields in zip(wanted, _hashes(wanted), strict=False):
        for name, number in fields.items():
            schema_name, bucket, failed = name.split(" ")
            one = found.setdefault((minute, schema_name), Counted())
            one.durations[int(bucket)] += number
            one.errors += number if failed == "1" else 0
    return found

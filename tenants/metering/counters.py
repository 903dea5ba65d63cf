"""The counters of the running minutes, in the shared cache: one hash a minute, one field a site, bucket and outcome.

One increment a request, no read and no write to the database. Is the cache away, nothing is counted and nobody waits.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.core.cache import caches

from tenants.cache_backend import ForgivingCache
from tenants.metering.histogram import BUCKETS, bucket_of

#: Longer than a worker may be away; what is older was never rolled up.
KEPT_SECONDS = 2 * 60 * 60
PREFIX = "metering:"


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
    name = f"{schema_name} {bucket_of(seconds * 1000)} {int(failed)}"
    _cache().add_to_hash(f"{PREFIX}{minute}", name, KEPT_SECONDS)


def counted(minutes: Iterable[int]) -> dict[tuple[int, str], Counted]:
    """(minute, schema) → what was counted; minutes as whole minutes since 1970. One round trip."""
    wanted = list(minutes)
    hashes = _cache().get_hashes([f"{PREFIX}{minute}" for minute in wanted])
    found: dict[tuple[int, str], Counted] = {}
    for minute, fields in zip(wanted, hashes, strict=False):
        for name, number in fields.items():
            schema_name, bucket, failed = name.split(" ")
            one = found.setdefault((minute, schema_name), Counted())
            one.durations[int(bucket)] += number
            one.errors += number if failed == "1" else 0
    return found

"""Durations in fixed buckets: they add up over processes and minutes, and a percentile can be read from them."""

from bisect import bisect_left
from collections.abc import Sequence

#: Upper ends in milliseconds; the last bucket, for what took longer, has none.
ENDS = (10, 25, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000)
BUCKETS = len(ENDS) + 1


def bucket_of(milliseconds: float) -> int:
    """Number of the bucket a duration falls in."""
    return bisect_left(ENDS, milliseconds)


def percentile(counts: Sequence[int], share: float) -> float | None:
    """Milliseconds that `share` of the durations stay under, evened out inside its bucket; None without any.

    What lies in the last bucket is told as its lower end: it took at least so long.
    """
    total = sum(counts)
    if not total:
        return None
    wanted = share * total
    below = 0
    for number, count in enumerate(counts):
        if below + count >= wanted and count:
            start = float(ENDS[number - 1]) if number else 0.0
            end = float(ENDS[number]) if number < len(ENDS) else start
            return start + (end - start) * (wanted - below) / count
        below += count
    return float(ENDS[-1])


def added(many: Sequence[Sequence[int]]) -> list[int]:
    """The sum, bucket by bucket."""
    return [sum(column) for column in zip(*many, strict=True)] if many else [0] * BUCKETS

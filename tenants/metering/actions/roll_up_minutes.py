"""Write the minutes that are over from the counters to the table, and let go of old ones."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Max
from redis.exceptions import RedisError

from tenants.broker import queue_ages
from tenants.metering.counters import KEPT_SECONDS, Counted, counted, remove_counted
from tenants.metering.models import SiteMinute
from tenants.queries import schemas_in_use

log = logging.getLogger(__name__)
KEPT = timedelta(days=14)
#: The last minutes are read again: a slow process may have counted late.
AGAIN = 2


def roll_up_minutes(*, actor: object, now: datetime) -> int:
    """Every site and minute with something counted gets its row; a row that is there already is written over.

    Run twice, or killed in the middle, it comes to the same. What no worker rolled up within two hours is lost.

    Args:
        actor: the house; nobody else writes here, and no log tells of it: it happens every minute.
        now: the moment.

    Returns:
        How many rows were written.
    """
    this_minute = int(now.timestamp() // 60)
    newest = SiteMinute.objects.aggregate(newest=Max("minute"))["newest"]
    first = this_minute - KEPT_SECONDS // 60 + 1
    if newest is not None:
        first = max(first, int(newest.timestamp() // 60) - AGAIN)
    found = counted(range(first, this_minute))
    ages = _ages(now)
    known = schemas_in_use()
    # Another process may have handed over its last second after the site was erased.
    remove_counted(cell for cell in found if cell[1] not in known)
    for schema_name in ages:
        found.setdefault((this_minute - 1, schema_name), Counted())
    rows = [
        SiteMinute(
            schema_name=schema_name,
            minute=datetime.fromtimestamp(minute * 60, tz=UTC),
            requests=sum(one.durations),
            errors=one.errors,
            durations=one.durations,
            queue_seconds=round(ages.get(schema_name, 0.0), 1) if minute == this_minute - 1 else 0.0,
        )
        for (minute, schema_name), one in sorted(found.items())
        if schema_name in known
    ]
    _write(row for row in rows if row.queue_seconds)
    _write((row for row in rows if not row.queue_seconds), kept="queue_seconds")
    SiteMinute.objects.filter(minute__lt=now - KEPT).delete()
    return len(rows)


def _write(rows: Iterable[SiteMinute], kept: str = "") -> None:
    """What is read a second time must not take away the queue's age, which is known only once."""
    fields = [name for name in ("requests", "errors", "durations", "queue_seconds") if name != kept]
    SiteMinute.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["schema_name", "minute"], update_fields=fields, batch_size=1000
    )


def _ages(now: datetime) -> dict[str, float]:
    try:
        return queue_ages(now.timestamp())
    except RedisError as error:
        log.warning("The queue was not measured: %s", type(error).__name__)
        return {}

"""Reads of the measurements; from the operator's site."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tenants.metering.histogram import added, percentile
from tenants.metering.models import Incident, SiteMinute, SiteStorage

#: What the list of sites tells of.
LATELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Health:
    """How a site did over a time.

    Attributes:
        minutes: how many minutes were asked about.
        requests, errors: counted.
        p95: milliseconds; None without requests.
        queue_seconds: the greatest age of a waiting job.
        storage: the newest measurement, if any.
        incident: the one that goes on, if any.
    """

    minutes: int
    requests: int = 0
    errors: int = 0
    p95: float | None = None
    queue_seconds: float = 0.0
    storage: SiteStorage | None = None
    incident: Incident | None = None

    @property
    def rate(self) -> float:
        """Requests a minute."""
        return self.requests / self.minutes if self.minutes else 0.0

    @property
    def error_share(self) -> float:
        """Which part failed, 0–1."""
        return self.errors / self.requests if self.requests else 0.0


def health_of(schema_names: list[str], *, now: datetime, lately: timedelta = LATELY) -> dict[str, Health]:
    """Schema → health over the last while; three queries for all of them."""
    by_site: dict[str, list[SiteMinute]] = defaultdict(list)
    for row in SiteMinute.objects.filter(schema_name__in=schema_names, minute__gte=now - lately):
        by_site[row.schema_name].append(row)
    newest = SiteStorage.objects.filter(schema_name__in=schema_names).order_by("schema_name", "-day")
    storage = {row.schema_name: row for row in newest.distinct("schema_name")}
    incidents = {row.schema_name: row for row in Incident.objects.filter(schema_name__in=schema_names, ended_at=None)}
    return {name: _summed(by_site[name], lately, storage.get(name), incidents.get(name)) for name in schema_names}


def _summed(
    rows: list[SiteMinute], lately: timedelta, storage: SiteStorage | None, incident: Incident | None
) -> Health:
    return Health(
        minutes=int(lately.total_seconds() // 60),
        requests=sum(row.requests for row in rows),
        errors=sum(row.errors for row in rows),
        p95=percentile(added([row.durations for row in rows]), 0.95),
        queue_seconds=max((row.queue_seconds for row in rows), default=0.0),
        storage=storage,
        incident=incident,
    )


@dataclass(slots=True)
class Step:
    """A part of a period, as one point of a curve.

    Attributes:
        began_at: its beginning.
        requests, errors: counted in it.
        durations: counts by bucket.
        queue_seconds: the greatest age of a waiting job.
    """

    began_at: datetime
    requests: int = 0
    errors: int = 0
    durations: list[int] = field(default_factory=lambda: added([]))
    queue_seconds: float = 0.0

    @property
    def p95(self) -> float | None:
        """Milliseconds; None without requests."""
        return percentile(self.durations, 0.95)

    @property
    def error_share(self) -> float:
        """Which part failed, 0–1."""
        return self.errors / self.requests if self.requests else 0.0


def curve_of(schema_name: str, *, now: datetime, period: timedelta, steps: int) -> list[Step]:
    """The period in equal steps, the empty ones too; one query."""
    length = period / steps
    first = now - period
    found = [Step(began_at=first + number * length) for number in range(steps)]
    for row in SiteMinute.objects.filter(schema_name=schema_name, minute__gte=first, minute__lt=now):
        step = found[min(int((row.minute - first) / length), steps - 1)]
        step.requests += row.requests
        step.errors += row.errors
        step.durations = added([step.durations, row.durations])
        step.queue_seconds = max(step.queue_seconds, row.queue_seconds)
    return found


def minutes_of(schema_name: str, *, since: datetime, until: datetime) -> Iterator[SiteMinute]:
    """Every measured minute of a period, row by row: the evidence."""
    rows = SiteMinute.objects.filter(schema_name=schema_name, minute__gte=since, minute__lt=until).order_by("minute")
    return rows.iterator(chunk_size=2000)


def incidents_of(schema_name: str) -> QuerySet[Incident]:
    """The site's own, newest first."""
    return Incident.objects.filter(schema_name=schema_name)


def open_incidents() -> QuerySet[Incident]:
    """Those that go on, on any site."""
    return Incident.objects.filter(ended_at=None)

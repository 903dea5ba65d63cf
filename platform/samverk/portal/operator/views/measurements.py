"""The evidence: every measured minute of a site and period, as a file (PF-62)."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponseBadRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.kernel.csv_cells import safe_cell
from samverk.portal.operator.access import require_operator, site_or_404
from tenants.metering.histogram import percentile
from tenants.metering.models import SiteMinute
from tenants.metering.queries import minutes_of

COLUMNS = ("minute", "requests", "errors", "p95_ms", "queue_seconds")


@never_cache
@require_safe
def evidence(request: HttpRequest, slug: str) -> HttpResponseBase:
    """From the first day to the last, row by row.

    Raises:
        Denied: for anybody who does not run the sites.
        Http404: when there is no such site.
    """
    require_operator(request.user)
    tenant = site_or_404(slug)
    try:
        since, until = (date.fromisoformat(request.GET.get(name, "")) for name in ("fran", "till"))
    except ValueError:
        return HttpResponseBadRequest(_("Skriv dagarna som 2026-11-21."), content_type="text/plain; charset=utf-8")
    rows = minutes_of(tenant.schema_name, since=_midnight(since), until=_midnight(until + timedelta(days=1)))
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="matningar-{tenant.slug}-{since}-{until}.csv"'
    return response


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterator[SiteMinute]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    # The mark makes Excel read å, ä and ö as they are.
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows:
        p95 = percentile(row.durations, 0.95)
        values = (
            row.minute.isoformat(),
            row.requests,
            row.errors,
            "" if p95 is None else round(p95, 1),
            row.queue_seconds,
        )
        yield writer.writerow([safe_cell(value) for value in values])

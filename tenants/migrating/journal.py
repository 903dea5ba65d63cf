"""Rows about a run while it goes on, for the operator's page."""

import time

from django.conf import settings

from samverk.kernel import clock
from tenants.connection import connection
from tenants.migrating.report import Report, SiteResult
from tenants.models import MigrationRun, MigrationRunSite, RunState, SiteState

#: Rows are written together, at most this often: a row a site would cost more than the site.
PACE = 1.0
KEPT = 50


class Journal:
    """Writes what has happened to `public`; the truth of what a site has lies in the site itself."""

    def __init__(self, *, total: int) -> None:
        connection.set_schema_to_public()
        MigrationRun.objects.filter(state=RunState.RUNNING).update(state=RunState.INTERRUPTED)
        kept = MigrationRun.objects.values_list("pk", flat=True)[: KEPT - 1]
        MigrationRun.objects.exclude(pk__in=list(kept)).delete()
        self.run = MigrationRun.objects.create(
            started_at=clock.now(), version=settings.SAMVERK_VERSION, sites_total=total
        )
        self.written = 0
        self.at = time.monotonic()

    def write(self, results: list[SiteResult]) -> None:
        """Keep what is new, if it is time, or if something failed."""
        if time.monotonic() - self.at >= PACE or results[-1].state == SiteState.FAILED:
            self._flush(results)

    def close(self, report: Report) -> None:
        """The run is over."""
        self._flush(report.sites)
        self.run.state = RunState.DONE if report.ok else RunState.FAILED
        self.run.finished_at = clock.now()
        self.run.save(update_fields=["state", "finished_at"])

    def _flush(self, results: list[SiteResult]) -> None:
        connection.set_schema_to_public()
        MigrationRunSite.objects.bulk_create(
            [
                MigrationRunSite(
                    run=self.run,
                    schema_name=result.schema_name,
                    state=result.state,
                    seconds=round(result.seconds, 4),
                    attempts=result.attempts,
                    replayed=result.replayed,
                    ran=result.ran,
                    error=result.error,
                )
                for result in results[self.written :]
            ]
        )
        self.written = len(results)
        self.at = time.monotonic()

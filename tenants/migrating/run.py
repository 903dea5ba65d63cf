"""One run over the sites that lag: progress, report, rows for the operator."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import HOUSE, record_audit
from tenants.connection import connection
from tenants.migrating.apply import apply_plan
from tenants.migrating.journal import Journal
from tenants.migrating.lagging import Lagging, lagging_sites
from tenants.migrating.plan import Plan, make_plan
from tenants.migrating.report import Report, SiteResult
from tenants.models import SiteState

Say = Callable[[str], None]
#: Seconds between two words about how far it has come.
PACE = 1.0


def migrate_sites(*, plans: dict[str, Plan], keep_going: bool, on_progress: Say) -> Report:
    """Bring every lagging site up to date, one transaction each.

    Args:
        plans: state → plan, with what is recorded already; more are added as states are met.
        keep_going: go on to the next site after one that failed.
        on_progress: told how far it has come.
    """
    started = time.monotonic()
    report = Report()
    lagging, without_tables = lagging_sites()
    if not lagging and not without_tables:
        return report
    report.sites += [SiteResult(name, SiteState.FAILED, error=_("tabellerna saknas.")) for name in without_tables]
    stopped = bool(without_tables) and not keep_going
    journal = Journal(total=len(lagging) + len(without_tables))
    with _frameworks_told():
        said = 0.0
        for number, site in enumerate(lagging, start=1):
            if stopped:
                report.sites.append(SiteResult(site.schema_name, SiteState.LEFT))
                continue
            now = time.monotonic()
            if number in {1, len(lagging)} or now - said >= PACE:
                said = now
                on_progress(_progress(site.schema_name, number, len(lagging), now - started))
            report.sites.append(_migrate_site(site, plans))
            stopped = report.sites[-1].state == SiteState.FAILED and not keep_going
            journal.write(report.sites)
    report.seconds = time.monotonic() - started
    journal.close(report)
    record_audit(
        actor=HOUSE,
        verb="tenants.migrate_sites",
        label=f"{len(report.changed)}/{len(report.sites)}",
        result="done" if report.ok else "failed",
        details={"changed": len(report.changed), "failed": [site.schema_name for site in report.failed]},
    )
    return report


def _migrate_site(site: Lagging, plans: dict[str, Plan]) -> SiteResult:
    started = time.monotonic()
    try:
        if site.state not in plans:
            plans[site.state] = make_plan(site.schema_name)
        applied = apply_plan(plan=plans[site.state], schema_name=site.schema_name)
    except Exception as error:
        # Whatever a migration raised: this site is as it was, and the others must not suffer for it.
        return SiteResult(
            site.schema_name, SiteState.FAILED, seconds=time.monotonic() - started, error=_sentence(error)
        )
    finally:
        connection.set_schema_to_public()
    return SiteResult(
        site.schema_name,
        SiteState.DONE,
        seconds=time.monotonic() - started,
        attempts=applied.attempts,
        replayed=applied.replayed,
        ran=applied.ran,
    )


@contextmanager
def _frameworks_told() -> Iterator[None]:
    """Wagtail must not index references while historical models are saved; it listens to these signals."""
    connection.set_schema_to_public()
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    try:
        yield
    finally:
        connection.set_schema_to_public()
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _progress(name: str, number: int, total: int, seconds: float) -> str:
    text = _("Uppdaterar %(name)s (%(number)s av %(total)s)") % {"name": name, "number": number, "total": total}
    if number == 1:
        return text
    remaining = seconds / (number - 1) * (total - number + 1)
    return text + _(", ungefär %(seconds)s s kvar") % {"seconds": max(1, round(remaining))}


def _sentence(error: Exception) -> str:
    first = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__

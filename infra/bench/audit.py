"""What the chain of the log costs under concurrency: run against a database of its own, real commits, fsync on.

    .venv/bin/python infra/bench/audit.py

Each thread opens a transaction, writes one entry, works for a while and commits. Compared: no chain; the chain as it
is (linked when the transaction commits); and the naive one (linked when the entry is written, lock held to the end).
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

SECONDS = 4.0


def main() -> None:
    """Start an embedded server in a folder of its own, make one site, print the table."""
    with tempfile.TemporaryDirectory(prefix="samverk-bench-") as folder:
        os.environ["SAMVERK_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("REDIS_URL", None)
        from samverk.project.servers import servers

        with servers(on_progress=lambda text: print(f"… {text}", file=sys.stderr)):
            _measure()


def _measure() -> None:
    from samverk.kernel.actions.record_audit import HOUSE
    from samverk.project.migrating import migrate
    from tenants.actions.create_tenant import NewTenant, create_tenant
    from tenants.anchors.queries import verify_log

    migrate()
    tenant = create_tenant(
        actor=HOUSE,
        new=NewTenant(slug="bench", name="Bench", kind="cooperation", hosts=("bench.localhost",)),
    )
    print(f"{'chain':<22}{'threads':>8}{'work ms':>9}{'commits/s':>11}{'median ms':>11}{'p95 ms':>9}")
    for threads, work in ((1, 0), (8, 0), (8, 50)):
        for name, prepare in MODES.items():
            _sql(prepare, tenant)
            times = _run(tenant, threads, work / 1000)
            p95 = statistics.quantiles(times, n=20)[-1]
            print(
                f"{name:<22}{threads:>8}{work:>9}{len(times) / SECONDS:>11.0f}"
                f"{statistics.median(times) * 1000:>11.1f}{p95 * 1000:>9.1f}",
                flush=True,
            )
    _sql(MODES["linked at commit"], tenant)
    started = time.perf_counter()
    report = verify_log(tenant)
    seconds = time.perf_counter() - started
    kinds = {finding.kind for finding in report.findings}
    print(
        f"verify: {report.links} links in {seconds:.2f} s; only the entries written without a chain are named: {kinds}"
    )


ON = "ALTER TABLE kernel_auditentry ENABLE TRIGGER kernel_auditentry_is_linked"
DROP = "DROP TRIGGER IF EXISTS kernel_auditentry_is_linked ON kernel_auditentry"
MAKE = "CREATE CONSTRAINT TRIGGER kernel_auditentry_is_linked AFTER INSERT ON kernel_auditentry {} FOR EACH ROW EXECUTE FUNCTION kernel_audit_link()"
MODES = {
    "none": "ALTER TABLE kernel_auditentry DISABLE TRIGGER kernel_auditentry_is_linked",
    "linked at commit": f"{DROP}; {MAKE.format('DEFERRABLE INITIALLY DEFERRED')}",
    "linked when written": f"{DROP}; {MAKE.format('')}",
}


def _sql(statement: str, tenant: object) -> None:
    from tenants.connection import connection
    from tenants.site_context import site

    with site(tenant), connection.cursor() as cursor:  # type: ignore[arg-type]
        cursor.execute(statement)


def _run(tenant: object, count: int, work: float) -> list[float]:
    from django.db import connections, transaction

    from samverk.kernel.actions.record_audit import HOUSE, record_audit
    from tenants.site_context import site

    times: list[float] = []
    end = time.perf_counter() + SECONDS

    def go() -> None:
        with site(tenant):  # type: ignore[arg-type]
            while time.perf_counter() < end:
                started = time.perf_counter()
                with transaction.atomic():
                    record_audit(actor=HOUSE, verb="bench.act")
                    time.sleep(work)
                times.append(time.perf_counter() - started)
        connections.close_all()

    threads = [threading.Thread(target=go) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
    main()

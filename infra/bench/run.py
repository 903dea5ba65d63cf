"""Measures what the README and the notes claim; prints a table.

    make bench                        rounds=15, requests=40 a page and round
    make bench ARGS="--rounds 5"
    make bench ARGS="--many"          the same in Lidköping with 12,570 accounts and 100,000 posts, beside Skara

Pages of Skara in the built demo (scale small) filled up to 1,000 accounts, 500 news of 3 kB with ten comments each, 1,000
documents and 500 posts (`day_data.py`), for a signed-in employee, two sync web workers, fsync on, driven from another
process, the pages taken in turn in every round, beside a bare signed-in view (`/-/golv/`) as the floor. CPU is what the
web and database processes used, read from /proc before and after: the worker's own is not in it, but what the database
does for it is, until everybody has been told of what was written; each page waits until the worker has nothing left to
do of the one before. A machine changes its speed from one second to the next, so rounds
are short, and a page is set against the floor of its own round; the table has the median of these ratios.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import day_data
from cpu import below_named, cpu_below

ROOT = Path(__file__).resolve().parents[2]
PORT = 8917


def creation() -> dict[str, float]:
    """Seconds to make a site by clone (median of 5) and by migrations (once)."""
    from samverk.kernel.actions.record_audit import HOUSE
    from tenants.actions.create_tenant import NewTenant, create_tenant
    from tenants.actions.delete_tenant import delete_tenant
    from tenants.artifact import migrate_blank

    seconds = []
    for number in range(5):
        started = time.perf_counter()
        made = create_tenant(
            actor=HOUSE,
            new=NewTenant(slug=f"bench{number}", name="Bench", kind="cooperation", hosts=(f"bench{number}.localhost",)),
        )
        seconds.append(time.perf_counter() - started)
        delete_tenant(actor=HOUSE, tenant=made)
    started = time.perf_counter()
    migrate_blank("bench_migrated")
    migrated = time.perf_counter() - started
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute('DROP SCHEMA "bench_migrated" CASCADE')
    return {"clone": statistics.median(seconds), "slowest": max(seconds), "migrate": migrated}


#: These take turns to comment and search: one person may only do so many in a quarter of an hour.
READER, OTHERS, TURNS = "medarbetare", "last-{number}", 5


def session_for(username: str, slug: str) -> str:
    """A cookie of a signed-in person, made through the door."""
    from importlib import import_module

    from django.conf import settings

    from samverk.identity.models import User
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    with site(tenant_by_slug(slug)):
        user = User.objects.get(username=username)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = "samverk.identity.backends.PersonBackend"
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.create()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the table: an address, whose site, and the form that is sent there."""

    path: str
    slug: str = "skara"
    form: str = ""
    limited: bool = False


def asked_of(slug: str) -> dict[str, Asked]:
    """The daily pages of a site, by the names of the table."""
    from samverk.intranet.models import NewsPage
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    with site(tenant_by_slug(slug)):
        read, written = (NewsPage.objects.get(slug=name) for name in (day_data.READ, day_data.WRITTEN))
    return {
        "start": Asked("/", slug),
        "article": Asked(read.address, slug),
        "comment": Asked(
            f"/samtal/page/{written.pk}/",
            slug,
            form=f'{written.address} {{"text": "Tack, det här hjälper oss."}}',
            limited=True,
        ),
        "feed": Asked("/inlagg/", slug),
        "people": Asked("/personer/", slug),
        "inbox": Asked("/inkorg/", slug),
        "search": Asked("/sok/?q=rutin", slug, limited=True),
    }


def measure(page: Asked, cookie: str, requests: int, threads: int, roots: list[int]) -> dict[str, object]:
    """One page, one round."""
    _wait_for_the_worker()
    before = cpu_below(roots)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("drive.py")), f"http://127.0.0.1:{PORT}{page.path}",
         f"{page.slug}.localhost", cookie, str(requests), str(threads), *([page.form] if page.form else [])],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    result: dict[str, object] = json.loads(done.stdout)
    if result["wrong"]:
        raise SystemExit(f"{page.path} answered {result['wrong']}")
    if page.form:
        _wait_until_told(page.slug)
    result["cpu"] = (cpu_below(roots) - before) / requests
    return result


def _others(slug: str) -> list[str]:
    """Sessions of people that `day_data.fill` made."""
    return [session_for(OTHERS.format(number=day_data.USERS - number), slug) for number in range(TURNS)]


@contextmanager
def house(scale: str) -> Iterator[int]:
    """A demo of a home of its own, serving at PORT while the block lasts; gives its pid."""
    os.environ.setdefault("SAMVERK_HOME", str(ROOT / ".samverk" / "bench"))
    os.environ["SAMVERK_BENCH"] = "1"
    demo = subprocess.Popen(
        [sys.executable, "-m", "samverk.project.cli", "demo", "--scale", scale, "--port", str(PORT)],
        stdout=subprocess.DEVNULL, env=dict(os.environ),
    )  # fmt: skip
    try:
        _wait_until_up(1800 if scale == "load" else 900)
        yield demo.pid
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=60)


def _wait_until_up(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/-/halsa/", timeout=2).read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise SystemExit("the demo did not start") from None
            time.sleep(0.5)


def _wait_for_the_worker() -> None:
    """Until nothing is queued, twice in a row: what a page left behind is not the next one's cost."""
    empty = 0
    while empty < 2:
        try:
            answer = urllib.request.urlopen(f"http://127.0.0.1:{PORT}/-/halsa/", timeout=10)
        except urllib.error.HTTPError as unwell:
            answer = unwell
        empty = 0 if json.loads(answer.read())["queue"]["waiting"] else empty + 1
        time.sleep(0.3)


def _wait_until_told(slug: str) -> None:
    """Until the worker has told everybody of what was written: what it asked the database is a part of the cost."""
    from samverk.notifications.models import Event
    from tenants.queries import tenant_by_slug
    from tenants.site_context import site

    deadline = time.monotonic() + 60
    with site(tenant_by_slug(slug)):
        while Event.objects.filter(expanded_at=None).exists():
            if time.monotonic() > deadline:
                raise SystemExit("the worker told nobody")
            time.sleep(0.3)


def main() -> None:
    """Build, serve, drive, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--many", action="store_true", help="beside Skara a site of 12,570 accounts and 100,000 posts")
    options = parser.parse_args()
    with house("load" if options.many else "small") as pid:
        _run(options, pid)


def _run(options: argparse.Namespace, house: int) -> None:
    from samverk.project.embedded.postgres import EmbeddedPostgres
    from samverk.project.servers import servers

    with servers() as home:
        first = EmbeddedPostgres(home).status().pid
        roots = [*below_named(house, "gunicorn"), *([first] if first else [])]
        made = creation()
        slugs = ["skara", *(["lidkoping"] if options.many else [])]
        for slug in slugs:
            print(slug, day_data.fill(slug), file=sys.stderr)
        readers = {slug: session_for(READER, slug) for slug in slugs}
        others = {slug: _others(slug) for slug in slugs}
        pages = {"floor": Asked("/-/golv/")} | asked_of("skara")
        if options.many:
            pages |= {f"{name}, many": page for name, page in asked_of("lidkoping").items()}
        for page in pages.values():
            for cookie in others[page.slug] if page.limited else [readers[page.slug]]:
                measure(page, cookie, 20, 2, roots)
        rounds: dict[str, list[dict[str, object]]] = {name: [] for name in pages}
        for number in range(options.rounds):
            for name, page in pages.items():
                cookie = others[page.slug][number % TURNS] if page.limited else readers[page.slug]
                rounds[name].append(measure(page, cookie, options.requests, options.threads, roots))
    print(f"Creation of a site: clone {made['clone']:.2f} s (slowest of 5: {made['slowest']:.2f} s), migrate {made['migrate']:.1f} s, "
          f"ratio {made['migrate'] / made['clone']:.0f}")  # fmt: skip
    print(f"{options.rounds} rounds x {options.requests} requests, {options.threads} at a time, 2 workers")
    print(f"{'page':16}{'CPU ms':>9}{'x floor':>9}{'p50 ms':>9}{'p95 ms':>9}{'req/s':>8}")
    floors = [float(r["cpu"]) for r in rounds["floor"]]  # type: ignore[arg-type]
    for name, results in rounds.items():
        times = sorted(t for r in results for t in r["times"])  # type: ignore[attr-defined]
        each = [float(r["cpu"]) for r in results]  # type: ignore[arg-type]
        cpu, ratio = statistics.median(each), statistics.median(a / b for a, b in zip(each, floors, strict=True))
        rate = statistics.median(len(r["times"]) / float(r["wall"]) for r in results)  # type: ignore[arg-type]
        print(f"{name:16}{cpu * 1000:9.1f}{ratio:9.2f}{times[len(times) // 2] * 1000:9.1f}"
              f"{times[int(len(times) * 0.95)] * 1000:9.1f}{rate:8.0f}")  # fmt: skip


if __name__ == "__main__":
    main()

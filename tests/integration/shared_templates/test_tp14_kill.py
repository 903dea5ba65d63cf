"""TP-14: the worker that applies a release is killed (kill -9) at each of its steps; no municipality is left between.

The steps are held from outside: this test locks the table that the next step needs, sees the worker's connection wait
for it in the database's own list of locks, and kills worker and children. Nothing in the product knows of it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import Any

import psycopg2
import pytest
from django.db import connection, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.change_item import Why, change_item
from shared_templates.adoption.actions.put_off import put_off
from shared_templates.adoption.actions.take_by_itself import take_by_itself
from shared_templates.adoption.models import Adopted, PutOff
from shared_templates.adoption.tasks import go_round, take_up_again
from shared_templates.adoption.unfinished import PATIENCE
from shared_templates.catalogue.models import Release
from shared_templates.site_settings import AUTOMATIC, PACE, REVIEWS, TESTED
from tenants.queries import tenant_by_slug
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import operator_site, site
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release, term
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server, pytest.mark.endurance, pytest.mark.xdist_group("worker")]

#: Each step of a release in Skara: the table it stands before, and the lock that stops it there.
READS, WRITES = "ACCESS EXCLUSIVE", "SHARE"
STEPS = [
    ("public.catalogue_release", READS),
    ("public.catalogue_releaseditem", READS),
    ("skara.adoption_adopted", READS),
    ("skara.adoption_adopted", WRITES),
    ("skara.adoption_deviation", WRITES),
    ("skara.adoption_putoff", WRITES),
    ("skara.adoption_application", WRITES),
    ("skara.kernel_auditentry", WRITES),
    ("public.catalogue_standing", WRITES),
    ("public.catalogue_likenessofday", WRITES),
]
#: What is another each time the same is done: numbers, moments, revisions.
VOLATILE = [
    "id", "item_id", "revision", "before", "changed_at", "asked_at", "done_at", "closed_at", "proposed_at", "at",
    "object_id",
]  # fmt: skip
#: Everything a release touches in a municipality.
TOUCHED = {
    "adoption_adopted": "",
    "adoption_application": "",
    "adoption_putoff": "",
    "adoption_deviation": "",
    # That somebody was told comes after it, in a transaction of its own.
    "kernel_auditentry": "WHERE verb LIKE 'templates.%%' AND verb <> 'templates.tell_of_release'",
    "public.catalogue_standing": "WHERE schema_name = current_schema()",
    "public.catalogue_likenessofday": "WHERE schema_name = current_schema()",
}
MUNICIPALITIES = ("skara", "hjo")


def state(slug: str) -> dict[str, list[Any]]:
    """All rows a release touches, without what is another each time."""
    found = {}
    with site(tenant_by_slug(slug)), connection.cursor() as cursor:
        for table, where in TOUCHED.items():
            kept = "to_jsonb(t) - %s::text[]"
            if table == "kernel_auditentry":
                kept = "jsonb_build_array(t.verb, t.object_label, t.result, t.details)"
            cursor.execute(f"SELECT {kept} FROM {table} t {where}", [VOLATILE] if "%s" in kept else [])
            found[table] = sorted((row[0] for row in cursor.fetchall()), key=json.dumps)
    return found


def told(slug: str) -> int:
    """How often those who take releases there were told of one."""
    with site(tenant_by_slug(slug)):
        return AuditEntry.objects.filter(verb="templates.tell_of_release").count()


class Worker:
    """The house's own, in a process group of its own."""

    def __init__(self, database: str) -> None:
        command = [
            sys.executable, "-m", "celery", "-A", "samverk.project.celery", "-q", "worker", "--pool", "prefork",
            "--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "ERROR",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, env={**os.environ, "DATABASE_URL": database}, cwd=CHECKOUT, start_new_session=True,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *error: object) -> None:
        """Parent and child at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def until(true: Callable[[], object], what: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.01)


@contextmanager
def held(database: str, table: str, lock: str) -> Iterator[Callable[[], bool]]:
    """Stop whoever comes to this table; gives a question: does somebody wait there?"""
    with closing(psycopg2.connect(database)) as mine, mine.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN {lock} MODE")

        def stands_there() -> bool:
            cursor.execute("SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table])
            return cursor.fetchone() is not None

        yield stands_there
        mine.rollback()


def nobody_else_is_at_work() -> bool:
    """The killed worker's connections are gone, and what they had begun is rolled back or done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return bool(cursor.fetchone()[0] == 0)


@pytest.fixture
def newer(committed: str) -> Release:
    """Skara and Hjo stand at the first version; the second changes, adds, ends a deviation and a wait."""
    people = {}
    with site(tenant_by_slug("mall")):
        for key, chosen in ((REVIEWS, 0), (TESTED, False)):
            set_setting(actor=HOUSE, key=key, value=chosen, now=clock.now())
        masters = [
            keep(f"T-{number}", term(f"ord {number}", note="Förr."), kind="term", area=f"område {number % 3}")
            for number in range(20)
        ]
        own = keep("P-08", process(steps={"utred": "Chefen utreder."}))
        first = release(*masters, own, approved=False)
    for slug in MUNICIPALITIES:
        with site(tenant_by_slug(slug)):
            people[slug] = PersonFactory()
            set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=clock.now())
            take_by_itself(actor=HOUSE, release=first.uuid, now=clock.now())
            item = Adopted.objects.get(code="P-08")
            why = Why("organisation", "Vi har en samordnare.", clock.today() + timedelta(days=90), people[slug])
            theirs_soon = process(steps={"utred": "Samordnaren utreder."})
            change_item(actor=HOUSE, item=item, content=theirs_soon, read=item.revision, now=clock.now(), why=why)
    with site(tenant_by_slug("mall")):
        for master in (*masters, own):
            master.refresh_from_db()
        changed = [
            keep(master.code, term(f"ord {number}", note="Nu."), kind="term", area=master.area, master=master)
            for number, master in enumerate(masters)
        ]
        added = [keep(f"N-{number}", term(f"nytt {number}"), kind="term") for number in range(20)]
        same = keep("P-08", process(steps={"utred": "Samordnaren utreder."}), master=own)
        found = release(*changed, *added, same, approved=False)
    for slug in MUNICIPALITIES:
        with site(tenant_by_slug(slug)):
            waits = put_off(
                actor=HOUSE, item=found.items.get(code="T-1"), now=clock.now(), until=clock.today() + timedelta(days=1)
            )
            PutOff.objects.filter(pk=waits.pk).update(until=date(2022, 1, 1))
    return found


def taken(slug: str, found: Release) -> dict[str, list[Any]]:
    """How the municipality stands when all of it is done, tried out and rolled back."""
    with transaction.atomic():
        with site(tenant_by_slug(slug)):
            take_by_itself(actor=HOUSE, release=found.uuid, now=clock.now())
        try:
            return state(slug)
        finally:
            transaction.set_rollback(True)


def send_round(found: Release) -> None:
    with operator_site():
        go_round.delay(release=str(found.uuid))


def test_tp14_killed_at_ten_steps_a_municipality_is_before_or_after_and_then_done_once(
    newer: Release, committed: str
) -> None:
    before = {slug: state(slug) for slug in MUNICIPALITIES}
    after = {slug: taken(slug, newer) for slug in MUNICIPALITIES}
    assert {slug: state(slug) for slug in MUNICIPALITIES} == before
    for table in TOUCHED:
        assert before["skara"][table] != after["skara"][table], f"{table} is not touched: the test would not see it"
    seen = []
    for table, lock in STEPS:
        send_round(newer)
        with held(committed, table, lock) as stands_there, Worker(committed):
            until(stands_there, f"the worker never came to {table}")
        until(nobody_else_is_at_work, "the killed worker's connections stay")
        assert state("skara") == before["skara"], f"between, before {table}"
        assert state("hjo") in (before["hjo"], after["hjo"])
        seen.append(table)
    assert len(seen) == 10

    # Killed in the moment it was done, before anybody could say so to the queue.
    send_round(newer)
    with Worker(committed):
        until(lambda: state("skara") != before["skara"], "the worker takes nothing")
    until(nobody_else_is_at_work, "the killed worker's connections stay")
    assert state("skara") == after["skara"]

    # The clock's own round finds what is left, if anything is; the old messages may come too.
    until(lambda: clock.now() > newer.released_at + PATIENCE, "patience", seconds=180)
    with operator_site():
        take_up_again.delay()
        go_round.delay(release=str(newer.uuid))
    with Worker(committed):
        until(lambda: all(map(told, MUNICIPALITIES)), "the round does not finish")
        time.sleep(3)
    for slug in MUNICIPALITIES:
        now = state(slug)
        assert {table: now[table] for table in TOUCHED if now[table] != after[slug][table]} == {}
    assert [told(slug) for slug in MUNICIPALITIES] == [1, 1]

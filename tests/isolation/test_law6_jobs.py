"""Law 6: every message carries its site; a real prefork worker runs each task where it was asked for."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import pytest
from celery import Celery
from django.db import connection, connections
from redis import Redis

from samverk.project.celery import NoSiteForTask, app
from samverk.project.health import broker
from samverk.project.timers import publish_site, pulse
from tenants.models import Tenant
from tenants.site_context import site
from tests.support import databases, tasks
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("worker")]


class Worker(SimpleNamespace):
    """A worker in a process of its own, with two children, on a database where commits are real."""

    sites: dict[str, Tenant]
    listener: Redis

    def next_result(self) -> dict[str, object]:
        """What the next task told; waits up to a minute."""
        found = self.listener.blpop([tasks.RESULTS], timeout=60)
        assert found is not None, "The worker told nothing for a minute"
        facts: dict[str, object] = json.loads(found[1])
        return facts


@pytest.fixture(scope="module")
def worker(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[Worker]:
    broker().flushdb()
    arguments = broker().connection_pool.connection_kwargs
    listener = broker()
    listener.connection_pool.connection_kwargs.update({**arguments, "socket_timeout": None})
    with django_db_blocker.unblock(), databases.scratch_database("worker") as url:
        command = [
            sys.executable, "-m", "celery", "-A", "samverk.project.celery", "-q", "worker", "-I", "tests.support.tasks",
            "--pool", "prefork", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "ERROR",
        ]  # fmt: skip
        process = subprocess.Popen(
            command,
            env={**os.environ, "DATABASE_URL": url},
            cwd=CHECKOUT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Worker(sites={t.slug: t for t in Tenant.objects.all()}, listener=listener, process=process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            connections.close_all()
            listener.close()


@pytest.fixture(autouse=True)
def _unblocked(worker: Worker, django_db_blocker: pytest.FixtureDef) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def is_right(result: dict[str, object], names: dict[str, str]) -> bool:
    """Did the task run where it was asked for, in every respect?"""
    asked_in = str(result["asked_in"])
    return (result["wrapper"], result["schema"], result["key"]) == (asked_in,) * 3 and result["title"] == names[
        asked_in
    ]


def names(worker: Worker) -> dict[str, str]:
    return {slug: tenant.official_name for slug, tenant in worker.sites.items()}


def test_law6_two_hundred_tasks_of_two_sites_mixed(worker: Worker) -> None:
    slugs = ["skara", "hjo"] * 100
    for slug in slugs:
        with site(worker.sites[slug]):
            tasks.where.delay(asked_in=slug)
    results = [worker.next_result() for _slug in slugs]
    assert [result for result in results if not is_right(result, names(worker))] == []
    assert {result["asked_in"] for result in results} == {"skara", "hjo"}


def backends_of(worker: Worker, slugs: Sequence[str]) -> list[object]:
    """Over which connection each of some tasks ran; all in their own site."""
    for slug in slugs:
        with site(worker.sites[slug]):
            tasks.where.delay(asked_in=slug)
    results = [worker.next_result() for _slug in slugs]
    assert [result for result in results if not is_right(result, names(worker))] == []
    return [result["backend"] for result in results]


def test_law10_tasks_of_many_sites_go_over_the_connections_there_are(worker: Worker) -> None:
    """One for each of the worker's two processes, not one for each task."""
    assert len(set(backends_of(worker, ["skara", "hjo", "gvs12", "mall"] * 6))) <= 2


def test_law6_a_connection_that_the_database_broke_is_not_used_again(worker: Worker) -> None:
    before = set(backends_of(worker, ["skara", "hjo"] * 4))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", [list(before)])
    assert not before & set(backends_of(worker, ["hjo", "skara"] * 4))


def test_law6_what_a_broken_task_left_on_its_connection_ends_with_it(worker: Worker) -> None:
    before = set(backends_of(worker, ["skara", "hjo"] * 4))
    for slug in ["skara", "hjo"] * 4:
        with site(worker.sites[slug]):
            tasks.where_and_fail.delay(asked_in=slug)
    broken = {worker.next_result()["backend"] for _number in range(8)}
    assert len(broken) == 8
    assert not broken & set(backends_of(worker, ["gvs12", "mall"] * 4))
    assert broken & before, "The first ones broke on what had been in use"


def test_law6_a_task_after_one_that_broke_runs_in_its_own_site(worker: Worker) -> None:
    for slug in ["skara", "hjo", "gvs12", "mall"] * 5:
        with site(worker.sites[slug]):
            tasks.where_and_fail.delay(asked_in=slug)
            tasks.where.delay(asked_in=slug)
    results = [worker.next_result() for _number in range(40)]
    assert [result for result in results if not is_right(result, names(worker))] == []


def test_law6_the_probe_sees_a_task_that_knows_no_site(worker: Worker) -> None:
    """The planted leak: Celery's own task class."""
    with site(worker.sites["skara"]):
        tasks.plain.delay(asked_in="skara")
    result = worker.next_result()
    assert not is_right(result, names(worker))
    assert result["schema"] == "public"


def test_law6_a_task_without_a_site_cannot_be_queued(worker: Worker) -> None:
    connection.set_schema_to_public()
    with pytest.raises(NoSiteForTask, match="without a site"):
        tasks.where.delay(asked_in="public")
    with pytest.raises(NoSiteForTask, match="without a site"):
        publish_site.delay()
    assert broker().llen(app.conf.task_default_queue) == 0


def test_law6_a_message_without_a_site_fails_in_the_worker(worker: Worker) -> None:
    """Sent past our own class, as a foreign program would."""
    Celery.send_task(app, "tests.where", kwargs={"asked_in": "public"})
    assert worker.next_result() == {"failed": "NoSiteForTask", "task": "tests.where"}


def test_law6_a_message_that_names_public_fails_in_the_worker(worker: Worker) -> None:
    Celery.send_task(app, "tests.where", kwargs={"asked_in": "public"}, headers={"_schema_name": "public"})
    assert worker.next_result() == {"failed": "NoSiteForTask", "task": "tests.where"}


def test_law6_the_house_has_tasks_of_its_own_that_say_so(worker: Worker) -> None:
    connection.set_schema_to_public()
    pulse.delay()
    with site(worker.sites["hjo"]):
        tasks.where.delay(asked_in="hjo")
    assert is_right(worker.next_result(), names(worker))


def test_law6_every_task_of_ours_has_the_house_class() -> None:
    from samverk.project.celery import SiteTask

    app.loader.import_default_modules()
    ours = {
        name: task for name, task in app.tasks.items() if name.startswith(("samverk.", "shared_templates.", "tenants."))
    }
    assert ours
    assert [name for name, task in ours.items() if not isinstance(task, SiteTask)] == []
    operators = {name for name, task in ours.items() if task.operator}
    assert operators == {
        "samverk.portal.alarms.tasks.tell_every_site",
        "samverk.project.timers.anchor_audit_logs",
        "samverk.project.timers.end_support_sessions",
        "samverk.project.timers.look_in_followed_searches",
        "samverk.project.timers.measure_sites",
        "samverk.project.timers.measure_storage_of_sites",
        "samverk.project.timers.follow_dates",
        "samverk.project.timers.build_emergency_packs",
        "samverk.project.timers.days_of_organisations",
        "samverk.project.timers.publish_due_pages",
        "samverk.project.timers.pulse",
        "samverk.project.timers.sweep_deleted_files",
        "samverk.project.timers.tend_notifications",
        "samverk.project.timers.sweep_handoffs",
        "samverk.project.timers.sweep_sessions",
        "shared_templates.go_round",
        "shared_templates.mind_sandboxes",
        "shared_templates.take_up_again",
        "tenants.orders.make_site",
    }

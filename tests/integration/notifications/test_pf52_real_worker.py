"""PF-52: a real worker and a real mail server: it is away, it comes back, the worker is killed; each has one letter."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from samverk.kernel import clock
from samverk.notifications.events import MyRole
from samverk.notifications.models import Event, Letter, Notice
from samverk.notifications.tasks import tend
from samverk.project.timers import tend_notifications
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import operator_site, site
from tests.support.factories import PersonFactory
from tests.support.servers import CHECKOUT
from tests.support.smtp import MailServer, mail_server
from tests.support.telling import Things, say

pytestmark = [pytest.mark.server, pytest.mark.long, pytest.mark.xdist_group("worker")]
PEOPLE, BEFORE_THE_KILL = 24, 9


class Worker:
    """The house's own, in a process group of its own; `kill` is kill -9 of all of it."""

    def __init__(self, database: str, mail_port: int) -> None:
        command = [
            sys.executable, "-m", "celery", "-A", "samverk.project.celery", "-q", "worker", "--pool", "prefork",
            "-I", "tests.support.told_things", "--concurrency", "1", "--without-gossip", "--without-mingle",
            "--loglevel", "ERROR",
        ]  # fmt: skip
        environment = {**os.environ, "DATABASE_URL": database, "SAMVERK_MAIL_URL": f"smtp://127.0.0.1:{mail_port}"}
        self.process = subprocess.Popen(
            command, env=environment, cwd=CHECKOUT, start_new_session=True, stdin=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """Parent and children at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.kill()


def until(true: Callable[[], bool], what: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def health() -> dict[str, object]:
    """What the health page says of letters, after the minute's look at all sites."""
    with operator_site():
        tend_notifications.run()
    found: dict[str, object] = Client(headers={"host": "localhost"}).get("/-/halsa/").json()["notifications"]
    return found


def a_minute_later(skara: Tenant) -> None:
    """All that waits may be tried again."""
    with site(skara):
        Letter.objects.filter(closed_at=None).update(next_try_at=clock.now())
        tend.delay()


def still_open() -> int:
    return Letter.objects.filter(closed_at=None).count()


def test_pf52_server_away_worker_killed_and_each_has_exactly_one_letter(committed: str, things: Things) -> None:
    skara = tenant_by_slug("skara")
    with mail_server() as unused:
        port = unused.server_address[1]
    with site(skara):
        people = [PersonFactory(email=f"p{number}@example.invalid") for number in range(PEOPLE)]
        say(by=PersonFactory(), recipients={MyRole.ADDRESSED: [person.pk for person in people]}, expand=False)
        Event.objects.update(created_at=clock.now() - timedelta(minutes=20))
        with Worker(committed, port) as worker:
            tend.delay()
            until(lambda: Letter.objects.filter(attempts__gt=0).exclude(problem="").exists(), "nobody tried")
            assert (still_open(), Notice.objects.count()) == (PEOPLE, PEOPLE), "delayed, not lost"
            # Time goes by: the health page says so when the oldest has waited for ten minutes.
            Letter.objects.update(created_at=clock.now() - timedelta(minutes=11))
            said = health()
            assert (said["ok"], said["letters"]) == (False, PEOPLE), said
            with mail_server(port) as server:
                _kill_in_the_middle(server, worker, skara)
                assert still_open() == PEOPLE - BEFORE_THE_KILL
                with Worker(committed, port):
                    a_minute_later(skara)
                    until(lambda: still_open() == 0, "the second worker did not go on")
                assert sorted(letter["To"] for letter in server.letters) == sorted(person.email for person in people)
                assert len({letter["Message-ID"] for letter in server.letters}) == PEOPLE
        assert health()["ok"]
        assert Letter.objects.exclude(sent_at=None).count() == PEOPLE


def _kill_in_the_middle(server: MailServer, worker: Worker, skara: Tenant) -> None:
    """While the server has been asked to take one more letter and has not answered yet."""
    held, go_on = threading.Event(), threading.Event()

    def hears(word: bytes) -> None:
        if word == b"DATA" and len(server.taken) == BEFORE_THE_KILL:
            held.set()
            go_on.wait(30)
            raise ConnectionResetError

    server.hears = hears
    a_minute_later(skara)
    assert held.wait(90), "the worker did not come so far"
    worker.kill()
    server.hears = lambda word: None
    go_on.set()

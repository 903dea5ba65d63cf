"""PF-52: kill -9 in the middle of telling people; commits are real."""

import os
import signal
import subprocess
import sys
import time

import pytest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.notifications.actions.expand_event import expand_event
from samverk.notifications.events import MyRole
from samverk.notifications.models import Event, Notice
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.servers import CHECKOUT
from tests.support.telling import Things, say

pytestmark = [pytest.mark.server, pytest.mark.long]
PEOPLE = 1500


def test_pf52_a_worker_killed_with_kill_9_delays_and_loses_and_repeats_nothing(committed: str, things: Things) -> None:
    with site(tenant_by_slug("skara")):
        people = User.objects.bulk_create(
            User(username=f"u{n}", display_name=f"U {n}", issuer="x", subject=str(n), password="!")
            for n in range(PEOPLE)
        )
        event = say(expand=False, recipients={MyRole.FOLLOWER: [person.pk for person in people]})
        command = [sys.executable, "-m", "tests.support.expand_process", str(event.pk)]
        environment = {**os.environ, "DATABASE_URL": committed}
        with subprocess.Popen(command, env=environment, cwd=CHECKOUT, stdin=subprocess.DEVNULL) as worker:
            until = time.monotonic() + 120
            while Notice.objects.count() < 20 and worker.poll() is None and time.monotonic() < until:
                time.sleep(0.005)
            os.kill(worker.pid, signal.SIGKILL)
        left = Notice.objects.count()
        assert 20 <= left < PEOPLE, "the kill must come in the middle"
        assert expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now()) == PEOPLE - left
        told = list(Notice.objects.order_by("user_id").values_list("user_id", flat=True))
        assert told == sorted(person.pk for person in people)
        assert Event.objects.get().expanded_at is not None

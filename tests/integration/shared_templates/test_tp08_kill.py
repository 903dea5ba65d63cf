"""TP-08: a reset that is killed (kill -9) leaves the old sandbox standing, and the clock takes it up again.

The worker is held from outside: this test locks a table of the old sandbox, so that the change of places waits, and
kills it there. Nothing in the product knows of it.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from types import SimpleNamespace
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Release
from shared_templates.sandbox.actions.order_reset import order_reset
from shared_templates.sandbox.holding import last_done
from shared_templates.sandbox.models import ResetState, SandboxReset
from shared_templates.sandbox.tasks import PATIENCE, mind_sandboxes, reset_sandbox
from tenants.site_context import operator_site, site
from tests.support.masters import keep, process
from tests.support.sandboxes import model_and_sandbox
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server, pytest.mark.long]

RESET = """
import django; django.setup()
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from shared_templates.sandbox.tasks import reset_sandbox
with site(tenant_by_slug("mall")):
    reset_sandbox.run(order="{order}")
"""


def waits(database: str) -> bool:
    """Does somebody wait for the table we hold."""
    with closing(psycopg2.connect(database)) as raw, raw.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT l.granted AND n.nspname = 'mall_ovning' AND c.relname = 'adoption_adopted')"
        )
        return bool(cursor.fetchone()[0])


def state(tried: SimpleNamespace) -> tuple[dict[str, str], int]:
    with site(tried.sandbox):
        return dict(Adopted.objects.values_list("code", "title")), Release.objects.count()


def test_tp08_a_killed_reset_leaves_the_old_sandbox_and_is_taken_up_again(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = model_and_sandbox()
    with site(tried.sandbox):
        Adopted.objects.filter(code="P-09").update(title="Från i går")
    before = state(tried)
    with site(tried.mall):
        keep("P-10", process("Ny i dag"))
        order = order_reset(actor=HOUSE, uuid=uuid4(), now=clock.now())
    with closing(psycopg2.connect(committed)) as holder, holder.cursor() as cursor:
        cursor.execute("LOCK TABLE mall_ovning.adoption_adopted IN ACCESS SHARE MODE")
        worker = subprocess.Popen(
            [sys.executable, "-c", RESET.format(order=order.uuid)], cwd=CHECKOUT,
            env={**os.environ, "DATABASE_URL": committed}, start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + 240
        while not waits(committed):
            assert worker.poll() is None, "The worker ended before it had to wait"
            assert time.monotonic() < end, "The worker never came to the change of places"
            time.sleep(0.1)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        holder.rollback()

    assert state(tried) == before
    with site(tried.mall):
        assert last_done() == tried.done
        assert SandboxReset.objects.get(uuid=order.uuid).state == ResetState.PENDING

    asked: list[str] = []
    monkeypatch.setattr(reset_sandbox, "delay", lambda *, order: asked.append(order))
    with operator_site():
        mind_sandboxes.run()
    assert asked == []
    later = clock.now() + PATIENCE * 2
    monkeypatch.setattr(clock, "now", lambda: later)
    with operator_site():
        mind_sandboxes.run()
    assert asked == [str(order.uuid)]
    with site(tried.mall):
        reset_sandbox.run(order=asked[0])
        assert SandboxReset.objects.get(uuid=order.uuid).state == ResetState.DONE
    found, releases = state(tried)
    assert found == {"P-08": "Avvikelse", "P-09": "Samtal", "P-10": "Ny i dag"}
    assert releases == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mall_ovning%%'")
        assert cursor.fetchone() == (1,)

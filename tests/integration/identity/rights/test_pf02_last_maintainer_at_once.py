"""Two maintainers who close each other at the same moment: one of them stays (real commits, real threads)."""

import threading

import pytest
from django.db import connections

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.rights.actions.close_account import close_account
from samverk.identity.rights.lockout import LastMaintainer, maintainers
from samverk.kernel import clock
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
ROUNDS = 5


def test_pf02_two_who_close_each_other_at_once_leave_one(committed: str) -> None:
    skara = tenant_by_slug("skara")
    told: list[str] = []

    def close(own: User, other: User, start: threading.Barrier) -> None:
        with site(skara):
            start.wait()
            try:
                close_account(actor=actor_for(own), user=other, reason="På samma gång som den andra", now=clock.now())
                told.append("closed")
            except LastMaintainer:
                told.append("kept")
        connections.close_all()

    for number in range(ROUNDS):
        with site(skara):
            User.objects.filter(is_active=True).update(is_active=False)
            ada, bo = (PersonFactory(maintainer=True, username=f"{name}-{number}") for name in ("ada", "bo"))
        start = threading.Barrier(2)
        threads = [threading.Thread(target=close, args=(*pair, start)) for pair in ((ada, bo), (bo, ada))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        with site(skara):
            assert maintainers().count() == 1
    assert sorted(told) == ["closed"] * ROUNDS + ["kept"] * ROUNDS

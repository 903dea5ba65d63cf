"""Two maintainers who close each other at the same moment: one of them stays (real commits, real threads)."""

import threading
from contextlib import suppress

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


def test_pf02_two_who_close_each_other_at_once_leave_one(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the lock both have written, neither has committed, and each sees the other still there."""
    skara = tenant_by_slug("skara")
    with site(skara):
        ada, bo = (PersonFactory(maintainer=True, username=name) for name in ("ada", "bo"))
        User.objects.exclude(pk__in=[ada.pk, bo.pk]).update(is_active=False)
    halfway = threading.Barrier(2)
    told: list[str] = []

    class Looking:
        """The question whether anybody is left; whoever has the answer waits for the other to have theirs."""

        def exists(self) -> bool:
            found = maintainers().exists()
            # With the lock the other never comes here meanwhile: the wait ends by its limit.
            with suppress(threading.BrokenBarrierError):
                halfway.wait(timeout=2)
            return found

    def close(own: User, other: User) -> None:
        with site(skara):
            try:
                close_account(actor=actor_for(own), user=other, reason="På samma gång som den andra", now=clock.now())
                told.append("closed")
            except LastMaintainer:
                told.append("kept")
        connections.close_all()

    monkeypatch.setattr("samverk.identity.rights.lockout.maintainers", Looking)
    threads = [threading.Thread(target=close, args=pair) for pair in ((ada, bo), (bo, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with site(skara):
        assert maintainers().count() == 1
    assert sorted(told) == ["closed", "kept"]

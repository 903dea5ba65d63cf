"""Two maintainers who close or see each other out at the same moment: one stays (real commits, real threads)."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.movers.actions.plan_departure import plan_departure
from samverk.identity.rights.actions.close_account import close_account
from samverk.identity.rights.lockout import LastMaintainer, left_to_administer, maintainers
from samverk.kernel import clock
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]


def close(own: User, other: User) -> None:
    close_account(actor=actor_for(own), user=other, reason="På samma gång som den andra", now=clock.now())


def see_out(own: User, other: User) -> None:
    plan_departure(actor=actor_for(own), user=other, last_day=clock.today(), source="maintainer", now=clock.now())


@pytest.mark.parametrize("act", [close, see_out])
def test_pf02_two_who_end_each_other_at_once_leave_one(
    act: Callable[[User, User], None], committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock both have written, neither has committed, and each sees the other still there."""
    skara = tenant_by_slug("skara")
    with site(skara):
        ada, bo = (PersonFactory(maintainer=True, username=name) for name in ("ada", "bo"))
        User.objects.exclude(pk__in=[ada.pk, bo.pk]).update(is_active=False)
    halfway = threading.Barrier(2)
    told: list[str] = []

    def looking() -> tuple[bool, bool, bool]:
        """The question who is left; whoever has the answer waits for the other to have theirs."""
        found = left_to_administer()
        # With the lock the other never comes here meanwhile: the wait ends by its limit.
        with suppress(threading.BrokenBarrierError):
            halfway.wait(timeout=2)
        return found

    def run(own: User, other: User) -> None:
        with site(skara):
            try:
                act(own, other)
                told.append("ended")
            except (LastMaintainer, ValidationError):
                told.append("kept")
        connections.close_all()

    monkeypatch.setattr("samverk.identity.rights.lockout.left_to_administer", looking)
    threads = [threading.Thread(target=run, args=pair) for pair in ((ada, bo), (bo, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with site(skara):
        assert maintainers().filter(last_day=None).count() == 1
    assert sorted(told) == ["ended", "kept"]

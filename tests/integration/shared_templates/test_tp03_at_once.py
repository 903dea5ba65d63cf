"""TP-03: two who decide about one deviation at the same moment."""

import threading
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from shared_templates.adoption.models import Deviation
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.deviations import decided, depart, taken
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]


def test_tp03_two_who_decide_at_once_decide_once(committed: str) -> None:
    made = taken(SimpleNamespace(mall=tenant_by_slug("mall"), skara=tenant_by_slug("skara")))
    with site(made.skara):
        deviation = depart(made.owner)
        other = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
    begin, told = threading.Barrier(2), []

    def decide(approved: bool) -> None:
        with site(made.skara):
            begin.wait(timeout=30)
            try:
                decided(deviation, made.approver if approved else other, approved=approved)
                told.append("done")
            except ValidationError:
                told.append("refused")
        connections.close_all()

    threads = [threading.Thread(target=decide, args=(each,)) for each in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(told) == ["done", "refused"]
    with site(made.skara):
        assert Deviation.objects.get().steps.count() == 2

"""What `make bench-spread` and `make kills` write is what the model's doors accept; they run by hand, and rarely."""

from types import ModuleType

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.catalogue.models import ReleasedItem
from shared_templates.content.kinds import KINDS
from shared_templates.masters.models import Master
from shared_templates.site_settings import REVIEWS, TESTED
from tenants.queries import tenant_by_slug
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site
from tests.support.modules import module_at

pytestmark = [pytest.mark.server]


@pytest.fixture
def steps() -> ModuleType:
    return module_at("infra", "bench", "spread_steps.py")


def test_performance_masters_of_every_sort_are_released_in_two_editions(db: None, steps: ModuleType) -> None:
    items = 2 * len(KINDS)
    with site(tenant_by_slug("mall")):
        for key, value in ((REVIEWS, 0), (TESTED, False)):
            set_setting(actor=HOUSE, key=key, value=value, now=clock.now())
    for edition in (1, 2):
        assert steps.write(items, edition) > 1000
        steps.publish(items, edition)
    with site(tenant_by_slug("mall")):
        assert {master.kind for master in Master.objects.filter(code__startswith="B-")} == set(KINDS)
        assert ReleasedItem.objects.filter(code__startswith="B-", version=2).count() == items

"""What `make bench-spread` and `make kills` write is what the model's doors accept; they run by hand, and rarely."""

import importlib.util
from types import ModuleType

import pytest

from shared_templates.content.kinds import KINDS
from shared_templates.masters.models import Master
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server]


@pytest.fixture
def steps() -> ModuleType:
    spec = importlib.util.spec_from_file_location("spread_steps", CHECKOUT / "infra" / "bench" / "spread_steps.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_performance_masters_of_every_sort_are_kept_in_two_editions(db: None, steps: ModuleType) -> None:
    items = 2 * len(KINDS)
    assert steps.write(items, 1) > 1000
    steps.write(items, 2)
    with site(tenant_by_slug("mall")):
        kept = Master.objects.filter(code__startswith="B-")
        assert {master.kind for master in kept} == set(KINDS)
        assert kept.count() == items

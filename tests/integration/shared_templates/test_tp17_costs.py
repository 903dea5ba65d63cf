"""TP-17: standard first. What deviations cost a year, for a steering group; missing estimates are counted."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.deviations.bars import WIDTH, bars
from shared_templates.deviations.costs import costs
from shared_templates.site_settings import STANDARD_FIRST
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site
from tests.support.deviations import decided, depart, taken

SUMS = st.lists(
    st.tuples(st.sampled_from(["ifo", "hsl"]), st.sampled_from(["law", "habit"]), st.none() | st.integers(0, 10**6))
)


@settings(deadline=None)
@given(SUMS)
def test_tp17_areas_and_reasons_each_add_up_to_the_whole(told: list[tuple[str, str, int | None]]) -> None:
    rows = [
        Deviation(pk=number, item=Adopted(area=area), reason=reason, cost_a_year=cost)
        for number, (area, reason, cost) in enumerate(told, 1)
    ]
    found = costs(rows)
    for parts in (found.areas, found.reasons):
        assert sum(each.cost for _name, each in parts) == found.total.cost
        assert sum(each.missing for _name, each in parts) == found.total.missing
        assert [each.cost for _name, each in parts] == sorted((each.cost for _name, each in parts), reverse=True)
    assert found.total.cost == sum(cost or 0 for _area, _reason, cost in told)
    assert found.total.missing == sum(cost is None for _area, _reason, cost in told)
    assert len(found.costliest) <= 10


def test_tp17_the_longest_bar_is_the_whole_width_and_nothing_has_none() -> None:
    assert [bar.width for bar in bars([("a", 200, ""), ("b", 50, ""), ("c", 0, "")])] == [WIDTH, WIDTH // 4, 0]
    assert [bar.width for bar in bars([("a", 0, "")])] == [0]


@pytest.mark.server
@pytest.mark.django_db
def test_tp17_twenty_deviations_become_a_total_and_the_five_reasons(sites: SimpleNamespace) -> None:
    """The requirement's own example: 13 estimated at 10 000 kr, 7 by nobody."""
    world = taken(sites, [f"P-{number:02}" for number in range(1, 21)])
    assert "Därför finns inget att räkna på." in world.at_reader.get("/mallen/avsteg/kostnad/").text
    with site(world.skara):
        for number in range(1, 21):
            sort = ("law", "organisation", "contract", "technology", "habit")[number % 5]
            depart(world.owner, f"P-{number:02}", reason=sort, cost_a_year=10_000 if number > 7 else None)
        decided(Deviation.objects.get(item__code="P-20"), world.approver, approved=False)
        set_setting(actor=HOUSE, key=STANDARD_FIRST, value="/styrande/standard-forst/", now=clock.now())
    page = world.at_reader.get("/mallen/avsteg/kostnad/").text
    # What was sent back counts no more.
    assert "120\xa0000 kr" in page
    assert "7 av 19 saknar uppskattning." in page
    for word in ("Lag", "Organisation", "Avtal", "Teknik", "Vana"):
        assert word in page.split('id="skalen"')[1]
    assert 'href="/styrande/standard-forst/"' in page
    assert 'role="img"' in page
    assert len(world.at_reader.get("/mallen/avsteg/kostnad.csv").text.splitlines()) == 20


@pytest.mark.parametrize("address", ["https://hjo.se/", "//hjo.se/", "/\\hjo.se", "styrande/"])
def test_tp17_the_decision_lies_on_the_own_site(address: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        STANDARD_FIRST.kind.clean(address)

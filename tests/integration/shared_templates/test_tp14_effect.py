"""TP-14: before a release is made, its makers see what it meets in each municipality, from the facts alone."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from samverk.kernel import clock
from shared_templates.catalogue.models import Release
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.effects import Meeting, meetings
from tenants.models import Kind
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.likeness import more_municipalities, stand
from tests.support.masters import approve, keep, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Six masters that are ready; Skara stands differently in each, Hjo has none."""
    with site(sites.mall):
        masters = [keep(f"T-{number}", term(f"ord {number}"), kind="term") for number in range(6)]
        for master in masters:
            approve(master)
        releaser = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
    keys = [master.key for master in masters]
    tomorrow = clock.today() + timedelta(days=1)
    stand(sites.skara, keys[:1])
    stand(sites.skara, keys[1:2], "adapted", reasons=["law"], put_off_until=tomorrow)
    stand(sites.skara, keys[2:3], "replaced")
    stand(sites.skara, keys[3:4], put_off_until=tomorrow)
    stand(sites.skara, keys[4:5], "not_applicable")
    browser = SiteClient("mall.localhost").sign_in(releaser)
    return SimpleNamespace(keys=keys, browser=browser, **vars(sites))


SKARA = Meeting("Skara", new=1, as_is=1, own=2, put_off=1, not_here=1)
HJO = Meeting("Hjo", new=6, as_is=0, own=0, put_off=0, not_here=0)


def test_tp14_each_item_is_counted_once_in_each_municipality(world: SimpleNamespace) -> None:
    found = meetings(world.keys, day=clock.today())
    assert found == [HJO, SKARA]
    assert meetings([*world.keys[1:3], uuid4()], day=clock.today())[1] == Meeting("Skara", 1, 0, 2, 0, 0)


def test_tp14_what_waited_until_today_is_taken_as_it_is(world: SimpleNamespace) -> None:
    (skara,) = [one for one in meetings(world.keys, day=clock.today() + timedelta(days=1)) if one.name == "Skara"]
    assert (skara.as_is, skara.put_off) == (2, 0)


def test_tp14_the_effect_is_shown_before_anything_is_released_and_nothing_typed_is_lost(
    world: SimpleNamespace,
) -> None:
    sent = {"keys": [str(key) for key in world.keys[:3]], "notes": "Nya ord.", "step": "major", "gor": "verkan"}
    page = world.browser.post("/mallen/slapp/nytt/", sent)
    assert page.status_code == 200
    assert "Nya ord." in page.text
    assert page.text.count(" checked") == 4  # three items and the step
    row = page.text.split(">Skara</th>")[1].split("</tr>")[0]
    assert [cell.split(">")[1].split("<")[0] for cell in row.split("<td")[1:]] == ["0", "1", "2", "0", "0"]
    assert not Release.objects.exists()
    none = world.browser.post("/mallen/slapp/nytt/", {"gor": "verkan"})
    assert "Välj först det som ska släppas." in none.text


def test_tp14_the_effect_as_a_file(world: SimpleNamespace) -> None:
    answer = world.browser.get("/mallen/slapp/nytt/verkan.csv", {"keys": [str(world.keys[1]), "inget"]})
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Kommun;Nya;Som i mallen")
    assert "Skara;0;0;1;0;0" in lines
    with site(world.mall):
        reader = SiteClient("mall.localhost").sign_in(PersonFactory())
    assert reader.get("/mallen/slapp/nytt/verkan.csv").status_code == 403


def test_tp14_as_many_questions_for_two_municipalities_as_for_two_hundred(world: SimpleNamespace) -> None:
    for more in (0, 200):
        rows = more_municipalities(more)
        with assert_query_budget(3):  # the third says whose site it is
            assert len(meetings(world.keys, day=clock.today())) == 2 + len(rows)
    assert {tenant.kind for tenant in rows} == {Kind.MUNICIPALITY}

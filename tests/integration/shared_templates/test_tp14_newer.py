"""TP-14: the page of an item says that a newer version waits, and what was said of it here."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.put_off import put_off
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.withdraw_release import withdraw_release
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release
from tests.support.proposals import V1, take, taken_at_skara

pytestmark = [pytest.mark.server, pytest.mark.django_db]

PAGE = "/mallen/P-08/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has the first version of P-08; the model has released a second."""
    master = taken_at_skara(sites)
    with site(sites.skara):
        keeper, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    with site(sites.mall):
        master.refresh_from_db()
        second = release(keep("P-08", process(steps={"utred": V1 + "\nOch en rad till."}), master=master))
    at = {
        "keeper": SiteClient("skara.localhost").sign_in(keeper),
        "reader": SiteClient("skara.localhost").sign_in(reader),
    }
    return SimpleNamespace(master=master, second=second, **at, **vars(sites))


def read(world: SimpleNamespace, who: str = "keeper") -> str:
    return str(getattr(world, who).get(PAGE).text)


def test_tp14_who_takes_releases_is_led_to_what_the_newer_version_does_here(world: SimpleNamespace) -> None:
    page = read(world)
    assert "Mallens version 2 väntar" in page
    assert "Ingen har tagit ställning till den än." in page
    assert f'href="/mallen/nytt/{world.second.uuid}/#ta-{world.master.key}"' in page
    assert f'id="ta-{world.master.key}"' in world.keeper.get(f"/mallen/nytt/{world.second.uuid}/").text


def test_tp14_nobody_else_is_told_and_nothing_is_said_once_it_is_taken_or_withdrawn(world: SimpleNamespace) -> None:
    assert "väntar" not in read(world, "reader")
    with site(world.skara):
        take(world.second)
    assert "väntar" not in read(world)
    with site(world.mall):
        third = release(keep("P-08", process(steps={"utred": V1}), master=_fresh(world.master)))
    assert "Mallens version 3 väntar" in read(world)
    with site(world.mall):
        withdraw_release(actor=HOUSE, release=third, why="Fel paragraf.", now=clock.now())
    assert "väntar" not in read(world)


def test_tp14_what_was_said_of_it_stands_there_until_the_day_has_come(world: SimpleNamespace) -> None:
    item = world.second.items.get()
    with site(world.skara):
        put_off(actor=HOUSE, item=item, now=clock.now(), why="Vi väntar på nämnden.")
    page = read(world)
    assert "Ni har inte tagit in mallens version 2" in page
    assert "Ni har avstått från den: Vi väntar på nämnden." in page
    with site(world.skara):
        past = clock.now() - timedelta(days=9)
        put_off(actor=HOUSE, item=item, now=clock.now(), until=clock.today() + timedelta(days=5))
    assert "Ni har skjutit upp den till" in read(world)
    with site(world.skara):
        put_off(actor=HOUSE, item=item, now=past, until=clock.today() - timedelta(days=1))
    assert "Ni skulle titta på den" in read(world)


def test_tp14_a_release_that_was_answered_waits_no_more_and_can_still_be_taken(world: SimpleNamespace) -> None:
    before = world.keeper.get("/mallen/nytt/")
    assert [one.release for one in before.context["waiting"]] == [world.second]
    assert "Besvarat" not in before.text
    with site(world.skara):
        put_off(actor=HOUSE, item=world.second.items.get(), now=clock.now(), why="Vi väntar på nämnden.")
    after = world.keeper.get("/mallen/nytt/")
    assert after.context["waiting"] == []
    assert "Ni har svarat på allt" in after.text
    answered = after.text.partition("Besvarat")[2]
    assert f'href="/mallen/nytt/{world.second.uuid}/"' in answered


def test_tp14_nobody_puts_off_for_longer_than_two_years(world: SimpleNamespace) -> None:
    item = world.second.items.get()
    with site(world.skara):
        put_off(actor=HOUSE, item=item, now=clock.now(), until=clock.today() + timedelta(days=2 * 365))
        with pytest.raises(ValidationError, match="inom två år"):
            put_off(actor=HOUSE, item=item, now=clock.now(), until=clock.today().replace(year=9999))


def _fresh(master: object) -> object:
    master.refresh_from_db()  # type: ignore[attr-defined]
    return master

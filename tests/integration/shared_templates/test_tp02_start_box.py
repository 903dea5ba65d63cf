"""TP-02, TP-14: the start page tells those who take releases what waits, and costs everybody else nothing."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.registries import start_widgets
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.likeness import item_rows, release_row
from tests.support.masters import keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]
START_BUDGET = 15


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Skara has taken a process and not answered for it; a term waits, to be taken yesterday."""
    with site(sites.mall):
        first = release(keep("P-08", process()))
        keep("T-01", term("brukare"), kind="term")
    late = release_row(sites.mall, minor=3, adopt_by=clock.today() - timedelta(days=1))
    item_rows(sites.mall, late, 2)
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=first.uuid, release=first.uuid, now=clock.now())
        keeper, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    return SimpleNamespace(keeper=keeper, reader=reader, late=late, **vars(sites))


def box(person: User, host: str = "skara.localhost") -> str:
    page = SiteClient(host).sign_in(person).get("/").content.decode()
    found = re.search(r"<section[^>]*>\s*<header><h\d>(?:<svg.*?</svg>)?Mallen</h\d>.*?</section>", page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def queries(person: User) -> int:
    client = SiteClient("skara.localhost").sign_in(person)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    return len(asked)


def test_tp14_the_list_of_what_waits_says_that_the_day_has_passed(world: SimpleNamespace) -> None:
    with site(world.skara):
        keeper = SiteClient("skara.localhost").sign_in(world.keeper)
    told = re.sub(r"\s+", " ", keeper.get("/mallen/nytt/").text)
    assert re.search(r"<span data-late>.*?Dagen har passerat\.</span>", told)
    assert told.count("Dagen har passerat") == 1


def test_tp14_who_takes_releases_sees_what_waits_since_when_and_how_like_we_are(world: SimpleNamespace) -> None:
    with site(world.skara):
        told = box(world.keeper)
        assert "Karta 1.3.0 2 saker att ta ställning till · senast" in told
        assert "1 rutin saknar svar" in told
        assert "33 % lika mallen" in told
        page = SiteClient("skara.localhost").sign_in(world.keeper).get("/").content.decode()
        assert f'href="/mallen/nytt/{world.late.uuid}/"' in page
        assert "<span data-late>" in page
        assert box(world.reader) == ""


def test_tp14_nothing_waits_is_said_and_what_is_not_released_is_no_box(world: SimpleNamespace) -> None:
    with site(world.hjo):
        person = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        assert "0 % lika mallen" in box(person, "hjo.localhost")
    with site(world.mall):
        editor = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        assert box(editor, "mall.localhost") == "", "the model takes nothing from itself"


def test_performance_the_box_costs_others_nothing_and_its_own_stay_within_the_start_page(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(world.skara):
        few = queries(world.keeper)
        others = queries(world.reader)
    item_rows(world.mall, release_row(world.mall, minor=4), 200, area="bistand")
    with site(world.skara):
        assert queries(world.keeper) == few == others + 1 <= START_BUDGET
        monkeypatch.delitem(start_widgets._entries, "templates")
        assert queries(world.reader) == others


def test_tp02_only_whom_the_box_is_for_arranges_it(world: SimpleNamespace) -> None:
    with site(world.skara):
        keeper = SiteClient("skara.localhost").sign_in(world.keeper)
        reader = SiteClient("skara.localhost").sign_in(world.reader)
    for client, shown in ((keeper, True), (reader, False)):
        assert ('id="templates"' in client.get("/ordna-start/").text) is shown
        answer = client.post("/ordna-start/", {"ruta": "templates", "gor": "hide"})
        assert answer.status_code == (302 if shown else 404)
    with site(world.mall):
        editor = SiteClient("mall.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    assert 'id="templates"' not in editor.get("/ordna-start/").text


def test_tp02_a_box_that_is_for_others_takes_no_step(world: SimpleNamespace) -> None:
    """One press moves a box past the next that the person sees."""
    with site(world.skara):
        reader = SiteClient("skara.localhost").sign_in(world.reader)

    def order() -> list[str]:
        return re.findall(r'name="ruta" value="([a-z_]+)"', reader.get("/ordna-start/").text)

    seen = list(dict.fromkeys(order()))
    side = [key for key in seen if start_widgets[key].place == start_widgets["templates"].place]
    for key in side[1:]:
        before = list(dict.fromkeys(order()))
        reader.post("/ordna-start/", {"ruta": key, "gor": "up"})
        assert list(dict.fromkeys(order())) != before, key

"""TP-10: a routine without an answer keeps the gate red, and the local project manager has the list."""

import re
from types import SimpleNamespace

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.readiness import readiness
from samverk.people.roles.actions.assign_role import assign_role
from samverk.people.roles.catalogue import BY_KEY
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Three routines and a term, taken in Skara; one routine is answered."""
    with site(sites.mall):
        masters = [keep(f"P-0{number}", process(f"Process {number}")) for number in (1, 2, 3)]
        found = release(*masters, keep("T-01", term("brukare"), kind="term"))
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=clock.now())
        answer("P-01", "adopt")
    return SimpleNamespace(**vars(sites))


def answer(code: str, said: str) -> None:
    answer_routine(actor=HOUSE, item=Adopted.objects.get(code=code), answer=said, now=clock.now())


def test_tp10_fourteen_unknown_keep_the_gate_red_and_the_local_project_manager_has_the_list(
    sites: SimpleNamespace,
) -> None:
    """The requirement's own example, from the gate to the list behind it."""
    today = clock.today()
    codes = [f"P-{number:02}" for number in range(1, 21)]
    with site(sites.mall):
        found = release(*(keep(code, process(f"Process {code}")) for code in codes))
    with site(sites.hjo):
        take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=clock.now())
        for code, said in zip(codes, ["adopt", "deviate", "not_applicable"] * 2, strict=False):
            answer(code, said)
        manager = PersonFactory(display_name="Lo Projekt")
        assign_role(actor=HOUSE, role=BY_KEY["project_manager"], user=manager, from_day=today, today=today)
        maintainer = SiteClient("hjo.localhost").sign_in(PersonFactory(maintainer=True))
        at_manager = SiteClient("hjo.localhost").sign_in(manager)
    gate = maintainer.get("/administration/mognad/").text
    for sentence in ("Hindrar driftstart", ">14 rutiner saknar svar</a>", "Lokal projektledare: Lo Projekt"):
        assert sentence in gate
    (address,) = re.findall(r'href="([^"]+)">14 rutiner saknar svar', gate)
    assert set(re.findall(r'href="/mallen/(P-\d\d)/"', at_manager.get(address).text)) == set(codes[6:])
    with site(sites.hjo):
        for code in codes[6:]:
            assert readiness(today)["routines"].blocks
            answer(code, "adopt")
        assert not readiness(today)["routines"].blocks


def test_tp10_the_gate_is_red_until_every_routine_is_answered(world: SimpleNamespace) -> None:
    with site(world.skara):
        with assert_query_budget(1):
            fact = readiness(clock.today())["routines"]
        assert (fact.left, fact.blocks, fact.told) == (2, True, "2 rutiner saknar svar")
        assert (fact.url, fact.role) == ("/mallen/?svar=okant", "project_manager")
        answer("P-02", "deviate")
        answer("P-03", "not_applicable")
        fact = readiness(clock.today())["routines"]
        assert (fact.left, fact.blocks, fact.told) == (0, False, "Alla rutiner är besvarade")
        answer("P-03", "unknown")
        assert readiness(clock.today())["routines"].told == "1 rutin saknar svar"
    with site(world.hjo):
        assert "routines" not in readiness(clock.today()), "nothing is taken: nothing to be ready with"


def test_tp10_the_list_holds_just_those_and_says_so(world: SimpleNamespace) -> None:
    with site(world.skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
        page = client.get("/mallen/?svar=okant").content.decode()
        shown = {code for code in ("P-01", "P-02", "P-03", "T-01") if f'href="/mallen/{code}/"' in page}
        assert shown == {"P-02", "P-03"}
        assert "Här visas bara rutiner som saknar svar." in page
        assert 'name="svar" value="okant"' in page
        assert 'href="/mallen/P-01/"' not in client.get("/mallen/?svar=okant&sok=process").content.decode()
        assert "?svar=okant" in client.get("/mallen/").content.decode()
        Adopted.objects.update(answer="adopt")
        assert "Alla rutiner är besvarade" in client.get("/mallen/?svar=okant").content.decode()


def test_tp10_the_administration_shows_what_blocks_and_whose_it_is(world: SimpleNamespace) -> None:
    today = clock.today()
    with site(world.skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
        page = client.get("/administration/mognad/").content.decode()
        assert "Hindrar driftstart" in page
        assert '<a href="/mallen/?svar=okant">2 rutiner saknar svar</a>' in page
        assert "Lokal projektledare: ingen utsedd" in page
        manager = PersonFactory(display_name="Lo Projekt")
        role = BY_KEY["project_manager"]
        assign_role(actor=HOUSE, role=role, user=manager, from_day=today, today=today)
        assert "Lokal projektledare: Lo Projekt" in client.get("/administration/mognad/").content.decode()
        Adopted.objects.update(answer="adopt")
        page = client.get("/administration/mognad/").content.decode()
        assert "Klart" in page
        assert "Hindrar driftstart" not in page

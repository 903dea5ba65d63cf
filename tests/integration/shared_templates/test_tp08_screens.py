"""TP-08: the model's page about its sandbox, results that count for what was tried, and the night."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from samverk.identity.access import actor_for
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.publish_release import NotReady
from shared_templates.masters.actions.test_master import add_case, record_result
from shared_templates.masters.models import TestResult
from shared_templates.masters.queries import readiness
from shared_templates.sandbox.models import ResetState, SandboxReset
from shared_templates.sandbox.tasks import mind_sandboxes
from shared_templates.site_settings import NIGHTLY
from tenants.models import Tenant
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import operator_site, site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import approve, keep, process, put_in_sandbox, release, reviewers

pytestmark = [pytest.mark.server, pytest.mark.django_db]

PAGE, RESET = "/ovning/", "/ovning/aterstall/"


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    with site(sites.mall):
        keeper, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory(acting_for_name="Skara")
    return SimpleNamespace(
        **vars(sites),
        person=keeper,
        keeper=SiteClient("mall.localhost").sign_in(keeper),
        reader=SiteClient("mall.localhost").sign_in(reader),
    )


def text(response: HttpResponse) -> str:
    return response.content.decode()


def made(mall: Tenant) -> None:
    """A sandbox's row, without its schema: pages at the model ask for no more."""
    with operator_site():
        made = Tenant.objects.create(
            schema_name="mall_ovning", slug="mall-ovning", kind="sandbox", name="Öva", official_name="Övningsmiljön",
            mark="M", languages=["sv"], sandbox_of=mall, created_at=clock.now(),
        )  # fmt: skip
        made.domains.create(domain="prov.mall.localhost", is_primary=True)


def test_tp08_the_page_from_empty_to_under_way_to_failed(world: SimpleNamespace) -> None:
    empty = world.keeper.get(PAGE)
    assert "Här kommer mallens övningsmiljö" in text(empty)
    assert "Gå in som" not in text(empty)
    number = str(uuid4())
    for _twice in range(2):
        assert world.keeper.post(RESET, {"nummer": number})["Location"] == PAGE
    under_way = text(world.keeper.get(PAGE))
    assert "Övningsmiljön återställs" in under_way
    assert 'http-equiv="refresh"' in under_way
    assert RESET not in under_way
    again = world.keeper.post(RESET, {"nummer": str(uuid4())}, follow=True)
    assert "Övningsmiljön återställs redan." in text(again)
    with site(world.mall):
        SandboxReset.objects.get().delete()
        SandboxReset.objects.create(
            uuid=uuid4(), state=ResetState.FAILED, why="Adressen används redan.", asked_by="A", asked_at=clock.now()
        )
    assert "Adressen används redan." in text(world.keeper.get(PAGE))


def test_tp08_the_page_tells_what_has_changed_and_leads_in(world: SimpleNamespace) -> None:
    made(world.mall)
    with site(world.mall):
        master = keep("P-08", process())
        put_in_sandbox(master)
    page = text(world.keeper.get(PAGE))
    assert "Inget. Övningsmiljön säger det som utkasten säger." in page
    assert "http://prov.mall.localhost/ovning/in/?som=mallansvarig" in page
    with site(world.mall):
        keep("P-08", process("Ny rubrik"), master=master)
    page = text(world.keeper.get(PAGE))
    assert "Ett utkast säger något annat än övningsmiljön." in page
    assert "P-08 Ny rubrik" in page


def test_tp08_only_those_who_try_out_come_to_the_page(world: SimpleNamespace) -> None:
    assert world.reader.get(PAGE).status_code == 403
    assert world.reader.post(RESET, {"nummer": str(uuid4())}).status_code == 403
    assert world.reader.get("/ovning/oppna/").status_code == 403
    assert world.keeper.post(RESET, {"nummer": "inget"}).status_code == 404
    assert world.keeper.get("/ovning/oppna/?som=chef&webblasare=" + "0" * 64).status_code == 404
    with site(world.mall):
        assert not SandboxReset.objects.exists()


@pytest.mark.parametrize("path", [PAGE, "/mallen/utkast/P-001/"])
def test_tp08_pages_ask_as_much_for_200_drafts_as_for_2(world: SimpleNamespace, path: str) -> None:
    made(world.mall)
    with site(world.mall):
        first = keep("P-001", process())
        add_case(actor=HOUSE, master=first, title="Gå igenom", steps="Följ stegen.", expected="Allt går.")
        put_in_sandbox(first)
        keep("P-002", process())
    # What a process remembers of a site and a person is asked for the first time only.
    world.keeper.get(path)
    with assert_query_budget(30) as few:
        assert world.keeper.get(path).status_code == 200
    with site(world.mall):
        for number in range(3, 201):
            keep(f"P-{number:03}", process())
    with assert_query_budget(30) as many:
        assert world.keeper.get(path).status_code == 200
    assert len(few) == len(many)


def test_tp08_a_result_counts_for_the_text_that_the_sandbox_holds(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        master, (tester,) = keep("P-08", process()), reviewers(1)
        case = add_case(actor=HOUSE, master=master, title="Gå igenom", steps="Följ stegen.", expected="Allt går.")

        def tell(*, passed: bool = True, note: str = "") -> TestResult:
            return record_result(
                actor=actor_for(tester), user=tester, case=case, passed=passed, now=clock.now(), note=note
            )

        with pytest.raises(ValidationError, match="finns inte där än"):
            tell()
        put_in_sandbox(master)
        result = tell()
        assert (result.content_hash, result.tester, result.tester_name) == (
            master.content_hash, tester, tester.display_name,
        )  # fmt: skip
        keep("P-08", process(steps={"utred": "Något annat."}), master=master)
        with pytest.raises(ValidationError, match="Återställ övningsmiljön först"):
            tell()
        assert TestResult.objects.count() == 1


def test_tp08_a_failed_or_missing_test_blocks_the_release(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        master, people = keep("P-08", process()), reviewers()
        approve(master, people)
        (case,) = master.cases.all()
        record_result(
            actor=HOUSE, user=people[0], case=case, passed=False, now=clock.now(), note="Knappen saknades."
        )  # fmt: skip
        with pytest.raises(NotReady):
            release(master, approved=False)
        record_result(actor=HOUSE, user=people[0], case=case, passed=True, now=clock.now())
        add_case(actor=HOUSE, master=master, title="En till", steps="Gör så.", expected="Det händer.")
        with pytest.raises(NotReady):
            release(master, approved=False)
        assert readiness([master])[0].lacking == ["Testfallet ”En till” är inte provat med den här texten."]


def test_tp08_from_a_test_case_to_the_very_item(world: SimpleNamespace) -> None:
    made(world.mall)
    with site(world.mall):
        master = keep("P-08", process())
        add_case(actor=HOUSE, master=master, title="Gå igenom", steps="Följ stegen.", expected="Allt går.")
    page = "/mallen/utkast/P-08/"
    assert "finns inte i" in text(world.keeper.get(page))
    with site(world.mall):
        put_in_sandbox(master)
    assert "/ovning/in/?som=medarbetare&amp;next=%2Fmallen%2FP-08%2F" in text(world.keeper.get(page))
    assert "/ovning/in/" not in text(world.reader.get(page))


@pytest.mark.parametrize(("wanted", "hour", "expected"), [(False, 3, 1), (True, 1, 1), (True, 3, 2), (True, 6, 1)])
def test_tp08_at_night_where_the_model_wants_it(
    sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, wanted: bool, hour: int, expected: int
) -> None:
    night = datetime(2026, 11, 24, hour, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    with site(sites.mall):
        done = put_in_sandbox(keep("P-08", process()))
        SandboxReset.objects.filter(pk=done.pk).update(asked_at=night - timedelta(hours=12))
        if wanted:
            set_setting(actor=HOUSE, key=NIGHTLY, value=True, now=clock.now())
    monkeypatch.setattr(clock, "now", lambda: night)
    with operator_site():
        for _round in range(2):
            mind_sandboxes.run()
    with site(sites.mall):
        assert SandboxReset.objects.count() == expected

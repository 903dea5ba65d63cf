"""TN-09: the system maintainer's way through a plan, over HTTP and without a script."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.people.models import Authority, Department, Placement, PlanState, ReorganisationPlan, Unit, UnitAuthority
from samverk.people.queries import nodes_on
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
FIRST, PLANS = date(2020, 1, 1), "/administration/organisation/"


@pytest.fixture
def town(skara: Tenant) -> SimpleNamespace:
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=FIRST)
    department = Department.objects.create(name="Socialförvaltningen", authority=board, valid_from=FIRST)
    units = [Unit.objects.create(name=n, department=department, valid_from=FIRST) for n in ("Norra", "Södra")]
    UnitAuthority.objects.bulk_create(UnitAuthority(unit=u, authority=board, valid_from=FIRST) for u in units)
    people = [PersonFactory(display_name=f"Person {n}") for n in range(4)]
    for number, person in enumerate(people):
        Placement.objects.create(user=person, unit=units[number % 2], title="Handläggare", valid_from=FIRST)
    maintainer = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    return SimpleNamespace(board=board, department=department, units=units, people=people, browser=maintainer)


def test_tn09_a_maintainer_plans_looks_decides_and_undoes(town: SimpleNamespace) -> None:
    browser, day = town.browser, clock.today()
    assert browser.post(PLANS, {"title": "", "day": ""}).status_code == 422
    address = browser.post(PLANS, {"title": "Ny hemtjänst", "day": day.isoformat()})["Location"]
    refused = browser.post(f"{address}steg/merge/", {"subjects": [town.units[0].uuid], "name": "Hemtjänsten"})
    assert refused.status_code == 422
    assert "minst två" in refused.content.decode()
    assert ReorganisationPlan.objects.get().steps == [], "what cannot be is not kept"
    subjects = [unit.uuid for unit in town.units]
    assert browser.post(f"{address}steg/merge/", {"subjects": subjects, "name": "Hemtjänsten"}).status_code == 302
    assert (
        browser.post(f"{address}steg/rename/", {"subject": town.board.uuid, "name": "Omsorgsnämnden"}).status_code
        == 302
    )
    shown = browser.get(address).content.decode()
    for text in ("Norra och Södra går ihop till Hemtjänsten", "Så här blir det den", "hette Socialnämnden", "upphör",
                 "4 platser i enheter byter enhet"):  # fmt: skip
        assert text in shown, text
    assert {node.name for node in nodes_on(day) if node.level == "unit"} == {"Norra", "Södra"}
    browser.post(f"{address}gor/ta-bort/", {"nr": "1"})
    assert browser.post(f"{address}gor/besluta/")["Location"] == address
    assert {node.name for node in nodes_on(day)} == {"Socialnämnden", "Socialförvaltningen", "Hemtjänsten"}
    assert "<svg" in browser.get(PLANS).content.decode()
    browser.post(f"{address}gor/angra/")
    assert ReorganisationPlan.objects.get().state == PlanState.UNDONE
    assert {node.name for node in nodes_on(day) if node.level == "unit"} == {"Norra", "Södra"}
    actors = set(AuditEntry.objects.filter(verb__startswith="people.").values_list("actor_name", flat=True))
    assert len(actors) == 1, "each act is the maintainer's own"


def test_tn09_a_split_is_distributed_by_name_and_nobody_protected_is_named(town: SimpleNamespace) -> None:
    Placement.objects.filter(user=town.people[0]).update(title="Chef")
    protected = PersonFactory(display_name="Sara Skyddad", is_protected=True)
    Placement.objects.create(user=protected, unit=town.units[0], title="Handläggare", valid_from=FIRST)
    address = town.browser.post(PLANS, {"title": "Dela", "day": clock.today().isoformat()})["Location"]
    town.browser.post(f"{address}steg/split/", {"subject": town.units[0].uuid, "names": "Dag\nNatt"})
    shown = town.browser.get(f"{address}steg/fordela/?nr=0").content.decode()
    assert "Person 0" in shown
    assert "Sara Skyddad" not in shown
    plan = ReorganisationPlan.objects.get()
    parts = [part["uuid"] for part in plan.steps[0]["parts"]]
    to = {0: parts[0], 2: parts[1]}
    data = {f"till-{Placement.objects.get(user=town.people[n]).pk}": part for n, part in to.items()}
    assert town.browser.post(f"{address}steg/fordela/?nr=0", data).status_code == 302
    assert town.browser.get(f"{address}steg/fordela/?nr=7").status_code == 404
    assert town.browser.get(f"{address}steg/fordela/?nr={'7' * 5000}").status_code == 404
    assert town.browser.post(f"{address}gor/ta-bort/", {"nr": "7" * 5000}).status_code == 404
    town.browser.post(f"{address}gor/besluta/")
    now = Placement.objects.filter(valid_to=None, unit__uuid__in=parts).order_by("user__display_name")
    assert [(p.user.display_name, p.unit.name) for p in now] == [
        ("Person 0", "Dag"), ("Person 2", "Natt"), ("Sara Skyddad", "Dag"),
    ]  # fmt: skip


def test_tn09_every_step_has_a_form_and_the_engine_says_no_in_words(town: SimpleNamespace) -> None:
    day = clock.today() + timedelta(days=10)
    address = town.browser.post(PLANS, {"title": "Allt", "day": day.isoformat()})["Location"]
    unit, department = town.units[0].uuid, town.department.uuid
    said = {
        "end": ({"subject": unit}, "2 personer arbetar där"),
        "move": ({"subject": unit}, "Välj vart den ska flytta"),
        "begin": ({"level": "unit", "name": "Ny enhet"}, "Det saknas var"),
    }
    for verb, (data, words) in said.items():
        response = town.browser.post(f"{address}steg/{verb}/", data)
        assert response.status_code == 422
        assert words in response.content.decode()
    new = {"level": "department", "name": "Ny förvaltning", "parent": town.board.uuid}
    assert town.browser.post(f"{address}steg/begin/", new).status_code == 302
    assert town.browser.post(f"{address}steg/move/", {"subject": unit, "parent": department}).status_code == 302
    town.browser.post(f"{address}gor/besluta/")
    assert ReorganisationPlan.objects.get().state == PlanState.SCHEDULED
    town.browser.post(f"{address}gor/kasta/")
    assert ReorganisationPlan.objects.get().state == PlanState.CANCELLED


def test_performance_the_organisations_pages_cost_the_same_for_2_units_and_200(town: SimpleNamespace) -> None:
    part = f"/organisation/enhet/{town.department.uuid}/"
    pages = [("/organisation/", 12), (PLANS, 14), (part, 20), (f"/organisation/enhet/{town.units[0].uuid}/", 20)]

    def cost() -> list[int]:
        found = []
        for path, budget in pages:
            town.browser.get(path)
            with assert_query_budget(budget) as asked:
                assert town.browser.get(path).status_code == 200
            found.append(len(asked))
        return found

    few = cost()
    Unit.objects.bulk_create(Unit(name=f"Enhet {n}", department=town.department, valid_from=FIRST) for n in range(200))
    Placement.objects.bulk_create(
        Placement(user=PersonFactory(), unit=town.units[0], title="x", valid_from=FIRST) for _n in range(20)
    )
    assert cost() == few

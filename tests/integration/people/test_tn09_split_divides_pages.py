"""TN-09: at a split each page goes where the plan says; people first, the rest with the largest part; undone whole."""

from datetime import date
from types import SimpleNamespace

import pytest

from samverk.intranet.actions.set_owner import set_owner
from samverk.intranet.models import OldAddress, Ownership
from samverk.intranet.owner_form import ChosenOwner
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.actions.decide_plan import decide_plan
from samverk.people.actions.prepare_plan import change_plan, prepare_plan
from samverk.people.actions.undo_plan import undo_plan
from samverk.people.models import Placement, ReorganisationPlan, Unit
from samverk.people.reorganising.effect import children_of_split, effect_of
from samverk.people.reorganising.steps import Part, Step, Verb, from_json
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import GuidePageFactory, PersonFactory, SectionPageFactory
from tests.support.units import FIRST, unit_row

pytestmark = [pytest.mark.server]


@pytest.fixture
def kitchen(skara: Tenant) -> SimpleNamespace:
    """A unit with a page of its own, two guides and three people."""
    unit = unit_row("Köket")
    made = SimpleNamespace(unit=unit, today=clock.today())
    made.home = SectionPageFactory(title="Köket", slug="koket")
    made.menu = GuidePageFactory(title="Matsedel", slug="matsedel")
    made.stove = GuidePageFactory(title="Spisar", slug="spisar")
    for page in (made.home, made.menu, made.stove):
        set_owner(actor=HOUSE, page=page, chosen=ChosenOwner(unit.uuid, page is made.home), day=FIRST)
    made.people = [PersonFactory(display_name=f"Person {number}") for number in range(3)]
    for person in made.people:
        Placement.objects.create(user=person, unit=unit, title="Kock", valid_from=FIRST)
    return made


def plan_of(kitchen: SimpleNamespace, step: Step, day: date | None = None) -> ReorganisationPlan:
    plan = prepare_plan(actor=HOUSE, title="Delning", day=day or kitchen.today)
    return change_plan(actor=HOUSE, plan=plan, steps=[step])


def decided(kitchen: SimpleNamespace, plan: ReorganisationPlan) -> ReorganisationPlan:
    return decide_plan(actor=HOUSE, plan=plan, today=kitchen.today, now=clock.now())


def owners() -> dict[str, str]:
    """Page → name of the unit that owns it today; its own page in capitals."""
    names = {unit.uuid: unit.name for unit in Unit.objects.all()}
    rows = Ownership.objects.filter(valid_to=None).select_related("page")
    return {row.page.title: names[row.owner].upper() if row.is_home else names[row.owner] for row in rows}


def test_tn09_the_form_names_each_page_and_proposes_the_largest_part(kitchen: SimpleNamespace) -> None:
    step = Step(Verb.SPLIT, subjects=(kitchen.unit.uuid,), parts=(Part("Varmköket"), Part("Kallköket")))
    plan = plan_of(kitchen, step)
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    path = f"/administration/organisation/{plan.uuid}/steg/fordela/?nr=0"
    children = children_of_split(step, plan.day)
    assert [child.name for child in children] == ["Person 0", "Person 1", "Person 2", "Köket", "Matsedel", "Spisar"]
    page = browser.get(path).content.decode()
    assert "<h2>Sidor på intranätet</h2>" in page
    cold = str(step.parts[1].uuid)
    where = {f"till-{child.key}": cold for child in children if not child.group}
    given = {f"till-{child.key}": str(step.parts[0].uuid) for child in children if child.group}
    assert browser.post(path, {**where, **given}).status_code == 302
    kept = from_json(ReorganisationPlan.objects.get(pk=plan.pk).steps)[0]
    assert kept.where[f"pages-{kitchen.menu.pk}"] == step.parts[0].uuid
    # Most go to the second part now, and a page nobody has spoken of is proposed to go there.
    fresh = change_plan(
        actor=HOUSE,
        plan=plan,
        steps=[Step(step.verb, subjects=step.subjects, parts=step.parts, where={
            key: uuid for key, uuid in kept.where.items() if not key.startswith("pages-")
        })],
    )  # fmt: skip
    page = browser.get(f"/administration/organisation/{fresh.uuid}/steg/fordela/?nr=0").content.decode()
    field = page.partition(f'name="till-pages-{kitchen.menu.pk}"')[2].partition("</select>")[0]
    assert f'value="{cold}" selected' in field


def test_tn09_each_page_goes_to_the_part_the_plan_names_and_comes_back(
    kitchen: SimpleNamespace, signed_in: SiteClient
) -> None:
    before = list(Ownership.objects.order_by("pk").values())
    warm, cold = Part("Varmköket"), Part("Kallköket")
    where = {f"pages-{kitchen.menu.pk}": cold.uuid, f"pages-{kitchen.home.pk}": cold.uuid}
    step = Step(Verb.SPLIT, subjects=(kitchen.unit.uuid,), parts=(warm, cold), where=where)
    plan = plan_of(kitchen, step)
    assert dict(effect_of(plan).followers)["Sidor på intranätet"] == 3
    plan = decided(kitchen, plan)
    assert owners() == {"Köket": "KALLKÖKET", "Matsedel": "Kallköket", "Spisar": "Varmköket"}
    assert signed_in.get("/koket/").status_code == 200
    undo_plan(actor=HOUSE, plan=plan)
    assert list(Ownership.objects.order_by("pk").values()) == before
    assert not OldAddress.objects.exists()


def test_tn09_what_breaks_out_takes_only_the_pages_it_is_given(kitchen: SimpleNamespace) -> None:
    before = list(Ownership.objects.order_by("pk").values())
    cold = Part("Kallköket")
    plain = Step(Verb.SPLIT, subjects=(kitchen.unit.uuid,), parts=(cold,), keeps=True)
    assert dict(effect_of(plan_of(kitchen, plain)).followers) == {}
    where = {f"pages-{kitchen.menu.pk}": cold.uuid, f"pages-{kitchen.stove.pk}": kitchen.unit.uuid}
    step = Step(Verb.SPLIT, subjects=(kitchen.unit.uuid,), parts=(cold,), keeps=True, where=where)
    plan = plan_of(kitchen, step)
    assert dict(effect_of(plan).followers) == {"Sidor på intranätet": 1}
    plan = decided(kitchen, plan)
    assert owners() == {"Köket": "KÖKET", "Matsedel": "Kallköket", "Spisar": "Köket"}
    undo_plan(actor=HOUSE, plan=plan)
    assert list(Ownership.objects.order_by("pk").values()) == before

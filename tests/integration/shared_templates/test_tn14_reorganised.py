"""TN-14, TN-09: units' deviations follow a reorganisation; two become one with both reasons; all of it is undone."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.actions.apply_plan import apply_plan
from samverk.people.actions.decide_plan import decide_plan
from samverk.people.actions.prepare_plan import change_plan, prepare_plan
from samverk.people.actions.undo_plan import undo_plan
from samverk.people.models import ReorganisationPlan
from samverk.people.reorganising.effect import children_of_split, effect_of
from samverk.people.reorganising.steps import Part, Step, Verb
from shared_templates.adoption.models import Deviation, DeviationState
from shared_templates.board.models import Submission
from shared_templates.deviations.actions.mind_deviations import mind_deviations
from shared_templates.deviations.actions.rewrite_deviation import rewrite_deviation
from shared_templates.deviations.queries import waiting_for
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.deviations import because, decided, depart, taken
from tests.support.factories import PersonFactory, unit

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """Two schools in Skara that depart from the same process, each in its own way, and one from another too."""
    found = taken(sites, ("P-08", "P-09"))
    with site(sites.skara):
        found.north, found.south = unit("Norrskolan"), unit("Söderskolan")
        soon = clock.today() + timedelta(days=30)
        found.habit = approved(found, unit=found.north.uuid, reason="habit", text="Vi är vana.", cost_a_year=1000)
        found.law = approved(
            found, unit=found.south.uuid, reason="law", text="Skollagen säger så.", cost_a_year=500, review_on=soon
        )
        found.other = approved(found, code="P-09", unit=found.north.uuid)
    return found


def approved(world: SimpleNamespace, **said: object) -> Deviation:
    return decided(depart(world.owner, **said), world.approver)


def plan_of(step: Step) -> ReorganisationPlan:
    plan = prepare_plan(actor=HOUSE, title="Skolorna", day=clock.today())
    return change_plan(actor=HOUSE, plan=plan, steps=[step])


def done(step: Step) -> ReorganisationPlan:
    plan = plan_of(step)
    return decide_plan(actor=HOUSE, plan=plan, today=clock.today(), now=clock.now())


def merged(world: SimpleNamespace) -> Step:
    both = (world.north.uuid, world.south.uuid)
    above = world.north.department
    return Step(
        Verb.MERGE, subjects=both, parts=(Part("Centralskolan"),), parent=above.uuid, authority=above.authority.uuid
    )


def rows() -> list[dict[str, object]]:
    """All of them, but what tells one moment from another."""
    fields = ("pk", "unit", "reason", "text", "cost_a_year", "review_on", "state", "closed_at", "closing_note",
              "revision", "moves")  # fmt: skip
    return list(Deviation.objects.order_by("pk").values(*fields))


def test_tn14_two_schools_that_merge_have_one_deviation_with_both_reasons(world: SimpleNamespace) -> None:
    with site(world.skara):
        step = merged(world)
        assert ("Avsteg från mallen", 3) in effect_of(plan_of(step)).followers
        assert Deviation.objects.filter(unit=world.north.uuid).count() == 2
        done(step)
        heir = step.parts[0].uuid
        one = Deviation.objects.get(pk=world.habit.pk)
        assert (one.unit, one.reason, one.cost_a_year, one.review_on) == (heir, "law", 1500, world.law.review_on)
        assert one.text == "Vi är vana.\n\nSöderskolan (Lag): Skollagen säger så."
        assert one.state == DeviationState.REVIEW
        assert one.pk in waiting_for(world.owner)
        gone = Deviation.objects.get(pk=world.law.pk)
        assert (gone.state, gone.closing_note) == (DeviationState.CLOSED, "Ingår i avsteget för Centralskolan.")
        assert Deviation.objects.get(pk=world.other.pk).unit == heir
        assert AuditEntry.objects.get(verb="templates.move_deviations").details["count"] == 3
        # What is no habit any more is no business of the board's.
        assert Submission.objects.get(deviation=one.uuid).closed_at is not None
    assert "Centralskolan" in world.at_reader.get("/mallen/avsteg/enheter/").text


def test_tn14_a_plan_that_is_taken_back_puts_every_deviation_back(world: SimpleNamespace) -> None:
    with site(world.skara):
        before = rows()
        plan = done(merged(world))
        assert rows() != before
        undo_plan(actor=HOUSE, plan=plan)
        assert rows() == before
        assert AuditEntry.objects.get(verb="templates.move_deviations_back").details["count"] == 3
        assert Submission.objects.get(deviation=world.habit.uuid).closed_at is None


def test_tn14_what_was_written_since_stays_when_the_plan_is_taken_back(world: SimpleNamespace) -> None:
    with site(world.skara):
        step = Step(
            Verb.MERGE, subjects=(world.north.uuid, world.south.uuid), into=world.south.uuid
        )  # the first school goes into the second
        plan = done(step)
        row = Deviation.objects.get(pk=world.law.pk)
        assert row.text == "Skollagen säger så.\n\nNorrskolan (Vana): Vi är vana."
        rewrite_deviation(
            actor=HOUSE, deviation=row, read=row.revision, why=because(world.owner, text="Nytt."), now=clock.now()
        )
        undo_plan(actor=HOUSE, plan=plan)
        assert Deviation.objects.get(pk=world.law.pk).text == "Nytt."
        assert Deviation.objects.get(pk=world.habit.pk).unit == world.north.uuid


def test_tn14_a_cost_only_one_has_estimated_is_not_estimated_for_both(world: SimpleNamespace) -> None:
    with site(world.skara):
        Deviation.objects.filter(pk=world.law.pk).update(cost_a_year=None)
        done(merged(world))
        assert Deviation.objects.get(pk=world.habit.pk).cost_a_year is None


def test_tn14_two_costs_too_large_to_be_one_do_not_stop_a_reorganisation(world: SimpleNamespace) -> None:
    with site(world.skara):
        Deviation.objects.filter(pk__in=[world.habit.pk, world.law.pk]).update(cost_a_year=2_000_000_000)
        done(merged(world))
        assert [row.cost_a_year for row in Deviation.objects.filter(state=DeviationState.REVIEW)] == [None]


def test_tn14_at_a_split_each_goes_where_the_plan_says(world: SimpleNamespace) -> None:
    with site(world.skara):
        parts = (Part("Låg"), Part("Hög"))
        step = Step(Verb.SPLIT, subjects=(world.north.uuid,), parts=parts)
        named = {child.name: child.key for child in children_of_split(step, clock.today())}
        done(Step(Verb.SPLIT, subjects=step.subjects, parts=parts, where={named[str(world.other.item)]: parts[1].uuid}))
        assert Deviation.objects.get(pk=world.other.pk).unit == parts[1].uuid
        assert Deviation.objects.get(pk=world.habit.pk).unit == parts[0].uuid


def test_tn14_a_unit_that_ends_leaves_a_task_and_the_plan_says_how_many(world: SimpleNamespace) -> None:
    with site(world.skara):
        step = Step(Verb.END, subjects=(world.north.uuid,))
        plan = plan_of(step)
        assert ("Avsteg från mallen", 2) in effect_of(plan).left
        browser = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
        page = browser.get(f"/administration/organisation/{plan.uuid}/").text
        assert "Avsteg från mallen som blir utan enhet: 2." in page
        decided_plan = decide_plan(actor=HOUSE, plan=plan, today=clock.today(), now=clock.now())
        apply_plan(actor=HOUSE, plan=decided_plan, now=clock.now())
        for _again in range(2):
            mind_deviations(actor=HOUSE, now=clock.now())
        left = Deviation.objects.filter(state=DeviationState.REVIEW)
        assert {row.pk for row in left} == {world.habit.pk, world.other.pk} == waiting_for(world.owner)
        assert [step.note for step in left[0].steps.all()][-1] == "Enheten har upphört."
        assert AuditEntry.objects.filter(verb="templates.mind_deviations").count() == 1

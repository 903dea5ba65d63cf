"""TN-09: plans that rename, move, split, merge and end; history, people, responsibility and undo."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.people.about import about_or_404
from samverk.people.actions.apply_plan import apply_due_plans, apply_plan
from samverk.people.actions.decide_plan import decide_plan
from samverk.people.actions.prepare_plan import PlanClosed, cancel_plan, change_plan, prepare_plan
from samverk.people.actions.undo_plan import undo_plan
from samverk.people.models import (
    Authority,
    Department,
    Earlier,
    Placement,
    PlanState,
    ReorganisationPlan,
    SuccessionLine,
    Unit,
    UnitAuthority,
)
from samverk.people.queries import nodes_on, organisation, responsible_authority
from samverk.people.reorganising.carry_out import carry_out
from samverk.people.reorganising.effect import conflicts, effect_of
from samverk.people.reorganising.ledger import BuiltUpon, Ledger
from samverk.people.reorganising.parts import StepRefused
from samverk.people.reorganising.steps import Level, Part, Step, Verb, from_json, to_json
from tenants.models import Tenant
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
FIRST, DAY, TODAY = date(2020, 1, 1), date(2027, 1, 1), date(2026, 11, 21)


@pytest.fixture
def house(skara: Tenant) -> SimpleNamespace:
    """A board with two departments of two units each, five persons, and a committee beside it."""
    board = Authority.objects.create(name="Socialnämnden", kind="committee", valid_from=FIRST)
    other = Authority.objects.create(name="Vård- och omsorgsnämnden", kind="committee", valid_from=FIRST, order=1)
    made = SimpleNamespace(board=board, other=other, units=[], departments=[], people=[])
    for number, name in enumerate(("Äldreomsorg", "Individ och familj")):
        department = Department.objects.create(name=name, authority=board, valid_from=FIRST, order=number)
        made.departments.append(department)
        for place in ("Norra", "Södra"):
            unit = Unit.objects.create(name=f"{name} {place}", department=department, valid_from=FIRST)
            UnitAuthority.objects.create(unit=unit, authority=board, valid_from=FIRST)
            made.units.append(unit)
    made.people = [PersonFactory(display_name=f"Person {number}") for number in range(5)]
    for number, person in enumerate(made.people):
        unit = made.units[number % 4]
        Placement.objects.create(user=person, unit=unit, title="Handläggare", is_head=number == 0, valid_from=FIRST)
    return made


def planned(*steps: Step, day: date = DAY) -> ReorganisationPlan:
    plan = prepare_plan(actor=HOUSE, title="Omorganisation", day=day)
    return change_plan(actor=HOUSE, plan=plan, steps=steps)


def done(*steps: Step, day: date = DAY) -> ReorganisationPlan:
    """Decided today, and in effect on its day."""
    plan = decide_plan(actor=HOUSE, plan=planned(*steps, day=day), today=TODAY, now=clock.now())
    return apply_plan(actor=HOUSE, plan=plan, now=clock.now())


def merge(*parts: Unit | Department | Authority, name: str = "Socialt stöd") -> Step:
    return Step(Verb.MERGE, subjects=tuple(part.uuid for part in parts), parts=(Part(name),))


def names(day: date, level: str = "unit") -> set[str]:
    return {node.name for node in nodes_on(day) if node.level == level}


def persons(day: date) -> set[int]:
    return set(Placement.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day).values_list("user", flat=True))


def everything() -> dict[str, list[object]]:
    models = (Authority, Department, Unit, UnitAuthority, Placement, Earlier, SuccessionLine)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_tn09_a_name_is_true_from_its_day_and_the_old_one_before(house: SimpleNamespace) -> None:
    unit = house.units[0]
    done(Step(Verb.RENAME, subjects=(unit.uuid,), name="Hemtjänst Norr"))
    assert "Äldreomsorg Norra" in names(date(2026, 12, 31))
    assert "Hemtjänst Norr" in names(DAY)
    assert "Äldreomsorg Norra" not in names(DAY)
    assert [line.label for line in about_or_404(uuid=unit.uuid, day=DAY).names] == [
        "Äldreomsorg Norra",
        "Hemtjänst Norr",
    ]


def test_tn03_a_unit_that_moves_answers_to_another_committee_from_that_day(house: SimpleNamespace) -> None:
    unit = house.units[0]
    home = Department.objects.create(name="Omsorg", authority=house.other, valid_from=FIRST)
    done(Step(Verb.MOVE, subjects=(unit.uuid,), parent=home.uuid))
    unit.refresh_from_db()
    answers = [responsible_authority(unit=unit, day=day) for day in (date(2026, 12, 31), DAY)]
    assert answers == [house.board, house.other]
    assert [node.parent for node in nodes_on(date(2026, 12, 31)) if node.uuid == unit.uuid] == [
        house.departments[0].uuid
    ]
    assert [node.parent for node in nodes_on(DAY) if node.uuid == unit.uuid] == [home.uuid]


def test_tn03_a_unit_with_a_committee_of_its_own_keeps_it_when_its_department_moves(house: SimpleNamespace) -> None:
    own = Authority.objects.create(name="Överförmyndarnämnden", kind="committee", valid_from=FIRST)
    UnitAuthority.objects.filter(unit=house.units[1]).update(authority=own)
    done(Step(Verb.MOVE, subjects=(house.departments[0].uuid,), parent=house.other.uuid))
    now = [responsible_authority(unit=Unit.objects.get(pk=unit.pk), day=DAY) for unit in house.units]
    assert now == [house.other, own, house.board, house.board]


def test_tn09_two_departments_merge_and_nothing_before_the_day_changes(house: SimpleNamespace) -> None:
    eve = date(2026, 12, 31)
    before = organisation(eve)
    step = merge(*house.departments)
    done(step)
    assert organisation(eve) == before
    assert names(DAY, "department") == {"Socialt stöd"}
    assert names(DAY) == names(eve)
    assert persons(DAY) == persons(eve)
    ended = about_or_404(uuid=house.departments[0].uuid, day=DAY)
    assert ended.ended
    assert [line.label for line in ended.after] == ["Socialt stöd"]
    new = about_or_404(uuid=step.parts[0].uuid, day=DAY)
    assert {line.label for line in new.before} == {"Äldreomsorg", "Individ och familj"}


def test_tn09_units_merge_and_nobody_is_counted_twice(house: SimpleNamespace) -> None:
    Placement.objects.create(user=house.people[0], unit=house.units[1], title="Handläggare", valid_from=FIRST)
    step = merge(house.units[0], house.units[1], name="Äldreomsorg")
    done(step)
    now = Placement.objects.filter(unit__uuid=step.parts[0].uuid)
    assert sorted(now.values_list("user", "is_head")) == sorted(
        [(house.people[0].pk, True), (house.people[1].pk, False), (house.people[4].pk, False)]
    )
    assert persons(DAY) == persons(date(2026, 12, 31))


def test_tn09_a_split_puts_each_person_where_the_plan_says(house: SimpleNamespace) -> None:
    unit = house.units[0]
    chosen = Placement.objects.get(unit=unit, user=house.people[4])
    parts = (Part("Dagtid"), Part("Natt"))
    done(Step(Verb.SPLIT, subjects=(unit.uuid,), parts=parts, where={str(chosen.pk): parts[1].uuid}))
    there = {
        part.name: set(Placement.objects.filter(unit__uuid=part.uuid).values_list("user", flat=True)) for part in parts
    }
    assert there == {"Dagtid": {house.people[0].pk}, "Natt": {house.people[4].pk}}
    assert {line.label for line in about_or_404(uuid=unit.uuid, day=DAY).after} == {"Dagtid", "Natt"}
    answers = {responsible_authority(unit=Unit.objects.get(uuid=part.uuid), day=DAY) for part in parts}
    assert answers == {house.board}


def test_tn09_a_team_breaks_out_and_the_unit_lives_on(house: SimpleNamespace) -> None:
    unit = house.units[0]
    part = Part("Team Demens")
    done(Step(Verb.SPLIT, subjects=(unit.uuid,), parts=(part,), keeps=True))
    assert {"Äldreomsorg Norra", "Team Demens"} <= names(DAY)
    assert Placement.objects.filter(unit=unit, valid_to=None).count() == 2


def test_tn09_a_part_with_people_cannot_just_end(house: SimpleNamespace) -> None:
    plan = planned(Step(Verb.END, subjects=(house.units[0].uuid,)))
    assert "2 personer arbetar där" in conflicts(plan)[0]
    with pytest.raises(StepRefused):
        decide_plan(actor=HOUSE, plan=plan, today=TODAY, now=clock.now())
    Placement.objects.filter(unit=house.units[0]).update(valid_to=date(2026, 12, 31))
    decide_plan(actor=HOUSE, plan=plan, today=TODAY, now=clock.now())


def test_tn09_the_preview_shows_before_and_after_and_writes_nothing(house: SimpleNamespace) -> None:
    plan = planned(merge(house.units[0], house.units[1], name="Äldreomsorg"))
    rows, entries = everything(), AuditEntry.objects.count()
    effect = effect_of(plan)
    assert {node.name for node in effect.before if node.level == "unit"} == {"Äldreomsorg Norra", "Äldreomsorg Södra"}
    assert [(node.name, node.people) for node in effect.after if node.level == "unit"] == [("Äldreomsorg", 3)]
    assert (effect.people, effect.conflicts) == (3, ())
    assert (everything(), AuditEntry.objects.count()) == (rows, entries)


def test_tn09_a_decided_plan_waits_for_its_day_and_takes_effect_once(house: SimpleNamespace) -> None:
    plan = planned(merge(*house.departments))
    decide_plan(actor=HOUSE, plan=plan, today=TODAY, now=clock.now())
    assert apply_due_plans(today=date(2026, 12, 31), now=clock.now()) == 0
    assert names(DAY, "department") == {"Äldreomsorg", "Individ och familj"}
    assert apply_due_plans(today=DAY, now=clock.now()) == 1
    rows = everything()
    assert apply_due_plans(today=DAY, now=clock.now()) == 0
    assert apply_plan(actor=HOUSE, plan=plan, now=clock.now()).state == PlanState.APPLIED
    assert everything() == rows
    verbs = ["people.prepare_plan", "people.change_plan", "people.decide_plan", "people.apply_plan"]
    assert list(AuditEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs


def test_tn09_a_plan_for_today_takes_effect_at_once(house: SimpleNamespace) -> None:
    plan = planned(Step(Verb.RENAME, subjects=(house.board.uuid,), name="Omsorgsnämnden"), day=TODAY)
    assert decide_plan(actor=HOUSE, plan=plan, today=TODAY, now=clock.now()).state == PlanState.APPLIED
    assert names(TODAY, "authority") == {"Omsorgsnämnden", "Vård- och omsorgsnämnden"}


def test_tn09_two_decided_plans_may_not_touch_the_same_part(house: SimpleNamespace) -> None:
    first = planned(Step(Verb.RENAME, subjects=(house.units[0].uuid,), name="Norr"))
    decide_plan(actor=HOUSE, plan=first, today=TODAY, now=clock.now())
    second = planned(merge(house.units[0], house.units[1]), day=date(2027, 3, 1))
    assert "rör också Äldreomsorg Norra" in conflicts(second)[0]
    cancel_plan(actor=HOUSE, plan=first)
    assert conflicts(second) == []
    assert AuditEntry.objects.filter(verb="people.cancel_plan").count() == 1


def test_tn09_what_came_in_between_is_told_once_and_nothing_is_half_done(house: SimpleNamespace) -> None:
    plan = planned(
        Step(Verb.RENAME, subjects=(house.units[1].uuid,), name="X"), Step(Verb.END, subjects=(house.units[0].uuid,))
    )
    Placement.objects.filter(unit=house.units[0]).update(valid_to=date(2026, 12, 1))
    decide_plan(actor=HOUSE, plan=plan, today=TODAY, now=clock.now())
    Placement.objects.create(user=house.people[0], unit=house.units[0], title="Vikarie", valid_from=date(2026, 12, 2))
    rows = everything()
    for _day in range(2):
        assert apply_due_plans(today=DAY, now=clock.now()) == 0
    assert everything() == rows
    assert "kan inte upphöra" in ReorganisationPlan.objects.get(pk=plan.pk).hindrance
    assert AuditEntry.objects.filter(verb="people.apply_plan", result="failed").count() == 1


@pytest.mark.parametrize("day", [FIRST, date(2019, 1, 1)])
def test_tn09_nothing_ends_before_or_as_it_begins(day: date, house: SimpleNamespace) -> None:
    assert conflicts(planned(merge(house.units[0], house.units[1]), day=day)) != []


def test_tn09_changes_come_in_the_order_of_their_days(house: SimpleNamespace) -> None:
    unit = house.units[0]
    done(Step(Verb.RENAME, subjects=(unit.uuid,), name="Ett"), day=date(2026, 3, 1))
    plan = planned(Step(Verb.RENAME, subjects=(unit.uuid,), name="Två"), day=date(2026, 2, 1))
    assert "ändrades senast" in conflicts(plan)[0]


def test_tn09_an_undone_plan_leaves_no_trace_in_the_organisation(house: SimpleNamespace) -> None:
    rows = everything()
    parts = (Part("Dagtid"), Part("Natt"))
    plan = done(
        Step(Verb.SPLIT, subjects=(house.units[0].uuid,), parts=parts),
        merge(*house.departments),
        Step(Verb.RENAME, subjects=(house.board.uuid,), name="Omsorgsnämnden"),
        Step(Verb.BEGIN, level=Level.DEPARTMENT, parts=(Part("Nystart"),), parent=house.board.uuid),
    )
    assert everything() != rows
    assert undo_plan(actor=HOUSE, plan=plan).state == PlanState.UNDONE
    assert everything() == rows
    assert AuditEntry.objects.filter(verb="people.undo_plan").count() == 1
    with pytest.raises(PlanClosed):
        undo_plan(actor=HOUSE, plan=plan)


def test_tn09_what_is_built_upon_is_not_undone(house: SimpleNamespace) -> None:
    step = merge(house.units[0], house.units[1])
    plan = done(step)
    new = Unit.objects.get(uuid=step.parts[0].uuid)
    Placement.objects.create(user=house.people[2], unit=new, title="Ny", valid_from=date(2027, 2, 1))
    rows = everything()
    with pytest.raises(BuiltUpon, match="används redan"):
        undo_plan(actor=HOUSE, plan=plan)
    assert everything() == rows
    Placement.objects.filter(title="Ny").delete()
    done(Step(Verb.RENAME, subjects=(new.uuid,), name="Annat"), day=date(2027, 6, 1))
    with pytest.raises(BuiltUpon, match="har ändrats"):
        undo_plan(actor=HOUSE, plan=plan)


def test_tn09_a_plan_that_is_decided_is_not_changed(house: SimpleNamespace) -> None:
    plan = done(Step(Verb.RENAME, subjects=(house.units[0].uuid,), name="Ny"))
    for act in (lambda: change_plan(actor=HOUSE, plan=plan, title="X"), lambda: cancel_plan(actor=HOUSE, plan=plan)):
        with pytest.raises(PlanClosed):
            act()


steps_of_chance = st.lists(
    st.tuples(st.sampled_from(list(Verb)), st.integers(0, 50), st.integers(0, 50), st.integers(1, 400)),
    min_size=1,
    max_size=7,
)


def _made_up(verb: Verb, first: int, second: int, day: date) -> Step:
    """A step about parts that live on `day`; not each is allowed."""
    nodes = [node for node in nodes_on(day) if node.level != "authority" or verb in {Verb.RENAME, Verb.MERGE}]
    one = nodes[first % len(nodes)]
    same = [node for node in nodes if node.level == one.level and node.uuid != one.uuid] or [one]
    two = same[second % len(same)]
    parts = (Part(f"Ny {first}"), Part(f"Ny {second}"))
    above = [node for node in nodes_on(day) if node.uuid != one.parent and node.level == _above(one.level)]
    parent = above[second % len(above)].uuid if above else None
    steps = {
        Verb.BEGIN: Step(verb, level=Level(one.level), parts=parts[:1], parent=one.parent, kind="committee"),
        Verb.RENAME: Step(verb, subjects=(one.uuid,), name=f"Namn {second}"),
        Verb.MOVE: Step(verb, subjects=(one.uuid,), parent=parent),
        Verb.SPLIT: Step(verb, subjects=(one.uuid,), parts=parts, keeps=bool(second % 2)),
        Verb.MERGE: Step(verb, subjects=(one.uuid, two.uuid), into=two.uuid),
        Verb.END: Step(verb, subjects=(one.uuid,)),
        Verb.LEAD: Step(verb, subjects=(one.uuid,), person=_somebody(second)),
    }
    return steps[verb]


def _somebody(number: int) -> UUID:
    people = User.objects.order_by("pk").values_list("uuid", flat=True)
    return people[number % len(people)]


def _above(level: str) -> str:
    return {"unit": "department", "department": "authority"}.get(level, "")


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(chance=steps_of_chance)
def test_tn09_whatever_the_plans_history_stands_people_stay_and_each_unit_has_one_authority(
    chance: list[tuple[Verb, int, int, int]], house: SimpleNamespace
) -> None:
    with transaction.atomic():
        day, asked, everybody = date(2026, 1, 1), {}, persons(FIRST)
        for verb, first, second, later in chance:
            asked[day] = (organisation(day), {u.pk: responsible_authority(unit=u, day=day) for u in Unit.objects.all()})
            day += timedelta(days=later)
            step = _made_up(verb, first, second, day)
            assert from_json(to_json([step])) == (step,)
            try:
                with transaction.atomic():
                    carry_out(steps=[step], day=day, ledger=Ledger())
            except StepRefused:
                continue
            assert persons(day) == everybody
        for past, (tree, answers) in asked.items():
            assert organisation(past) == tree
            for unit in Unit.objects.filter(pk__in=answers):
                assert responsible_authority(unit=unit, day=past) == answers[unit.pk]
        for day_asked in [*asked, day]:
            for node in nodes_on(day_asked):
                if node.level == "unit":
                    unit = Unit.objects.get(uuid=node.uuid)
                    covering = UnitAuthority.objects.filter(unit=unit, valid_from__lte=day_asked).exclude(
                        valid_to__lt=day_asked
                    )
                    assert covering.count() == 1
                    assert responsible_authority(unit=unit, day=day_asked) == covering.get().authority
        transaction.set_rollback(True)


def test_tn09_a_plan_that_was_killed_halfway_left_nothing_and_the_next_day_takes_it_up(
    house: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(merge(*house.departments))
    decide_plan(actor=HOUSE, plan=plan, today=TODAY, now=clock.now())
    rows = everything()

    def killed(**_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("samverk.people.actions.apply_plan.record_audit", killed)
    with pytest.raises(KeyboardInterrupt):
        apply_due_plans(today=DAY, now=clock.now())
    assert everything() == rows
    monkeypatch.undo()
    assert apply_due_plans(today=DAY, now=clock.now()) == 1


def test_tn09_the_days_task_of_a_site_applies_plans_and_looks_at_roles(house: SimpleNamespace) -> None:
    """Through the task itself, twice: what it does is done once."""
    from samverk.people.models import RoleAlarm
    from samverk.project.timers import day_of_organisation

    plan = planned(Step(Verb.RENAME, subjects=(house.units[0].uuid,), name="Norr"), day=clock.today())
    ReorganisationPlan.objects.filter(pk=plan.pk).update(state=PlanState.SCHEDULED)
    for _time in range(2):
        day_of_organisation.run()
    assert ReorganisationPlan.objects.get(pk=plan.pk).state == PlanState.APPLIED
    assert Earlier.objects.count() == 1
    assert RoleAlarm.objects.filter(state="red").count() == 6
    assert AuditEntry.objects.filter(verb="people.check_roles").count() == 1

"""PF-52: one ledger. Everybody an event is for has one notice of it, nobody else has, however often it is told."""

import random
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.registries import stand_ins
from samverk.kernel.subjects import Ref
from samverk.notifications.actions import expand_event as expanding
from samverk.notifications.actions.expand_event import expand_alike, expand_event
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.ledger import UnknownEventKind
from samverk.notifications.models import Event, Notice
from samverk.notifications.queries import who_will_be_told
from samverk.notifications.queueing import FLAG, expansion_begins
from samverk.notifications.rounds import expand_waiting
from samverk.people.models import Placement
from tenants.models import Tenant
from tests.support.factories import PersonFactory
from tests.support.telling import KIND, THING, Things, say
from tests.support.units import unit_row

pytestmark = [pytest.mark.server]


def told(event: Event) -> dict[int, int]:
    """User key → role."""
    return dict(Notice.objects.filter(event=event).values_list("user_id", "my_role"))


def reached(event: Event) -> list[tuple[object, ...]]:
    """All that the notices of an event say of their persons."""
    rows = Notice.objects.filter(event=event).order_by("user_id")
    return list(rows.values_list("user_id", "my_role", "instead_of_id", "in_inbox", "pace", "mail_state", "push_state"))


def test_pf52_each_is_told_once_in_the_strongest_role_and_never_of_their_own_act(skara: Tenant, things: Things) -> None:
    by, mentioned, follower, bystander, outsider = (PersonFactory() for _number in range(5))
    things.shut_out["1"] = {outsider.pk}
    people = {
        MyRole.ADDRESSED: [mentioned.pk, outsider.pk],
        MyRole.TOOK_PART: [mentioned.pk, by.pk],
        MyRole.FOLLOWER: [follower.pk, mentioned.pk, by.pk],
    }
    event = say(by=by, recipients=people)
    assert told(event) == {mentioned.pk: MyRole.ADDRESSED, follower.pk: MyRole.FOLLOWER}
    assert bystander.pk not in told(event)


def test_pf52_an_event_told_twice_is_one(skara: Tenant, things: Things) -> None:
    person = PersonFactory()
    for _time in range(2):
        event = say(key="same", recipients={MyRole.FOLLOWER: [person.pk]})
    assert Event.objects.filter(kind=KIND).count() == 1
    assert expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now()) == 0
    assert told(event) == {person.pk: MyRole.FOLLOWER}


def test_pf52_units_groups_and_everybody_are_told_and_leavers_are_not(skara: Tenant, things: Things) -> None:
    in_unit, in_group, left, inactive, support = (PersonFactory() for _number in range(5))
    unit = unit_row()
    for person in (in_unit, left):
        Placement.objects.create(user=person, unit=unit, title="Kock", valid_from=date(2020, 1, 1))
    group = Group.objects.create(name="Krisledning")
    in_group.groups.add(group)
    User.objects.filter(pk=left.pk).update(last_day=clock.today() - timedelta(days=1))
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    User.objects.filter(pk=support.pk).update(issuer="urn:samverk:support")
    event = say(
        units={MyRole.ADDRESSED: [unit.pk]},
        groups={MyRole.OWNER: [group.pk]},
        recipients={MyRole.FOLLOWER: [inactive.pk, support.pk]},
    )
    assert told(event) == {in_unit.pk: MyRole.ADDRESSED, in_group.pk: MyRole.OWNER}
    everybody = told(say(by=in_unit, everybody=True, recipients={MyRole.OWNER: [in_group.pk]}))
    assert everybody[in_group.pk] == MyRole.OWNER
    assert {left.pk, inactive.pk, support.pk, in_unit.pk} & set(everybody) == set()


def test_pf52_a_worker_killed_between_two_batches_goes_on_where_it_was(
    skara: Tenant, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [PersonFactory().pk for _number in range(7)]
    event = say(expand=False, recipients={MyRole.FOLLOWER: people})
    real, batches = expanding._tell, []

    def killed(*shares: object) -> int:
        if len(batches) == 2:
            raise KeyboardInterrupt
        batches.append(shares)
        return real(*shares)  # type: ignore[arg-type]

    monkeypatch.setattr(expanding, "_tell", killed)
    with pytest.raises(KeyboardInterrupt):
        expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now(), batch=2)
    assert Notice.objects.filter(event=event).count() == 4
    monkeypatch.undo()
    assert expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now(), batch=2) == 3
    assert sorted(told(event)) == sorted(people)


def test_pf52_few_are_told_and_the_event_is_over_in_one_transaction(skara: Tenant, things: Things) -> None:
    event = say(expand=False, recipients={MyRole.FOLLOWER: [PersonFactory().pk for _number in range(4)]})
    with CaptureQueriesContext(connection) as asked:
        assert expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now(), batch=4) == 4
    assert sum("FOR UPDATE" in query["sql"] for query in asked) == 1
    event.refresh_from_db()
    assert event.expanded_at is not None


def test_pf52_events_told_together_reach_whom_they_reach_one_by_one(skara: Tenant, things: Things) -> None:
    chance = random.Random(52)
    people = [PersonFactory() for _number in range(12)]
    keys = [person.pk for person in people]
    pairs = {keys[0]: keys[1], keys[2]: keys[3], keys[4]: keys[5]}
    things.shut_out["1"] = {keys[3]}
    stand_ins.register("test", lambda asked, day: {key: pairs[key] for key in asked if key in pairs})
    try:
        wanted = [
            {
                "by": chance.choice([*people, None]),
                "everybody": chance.random() < 0.2,
                "recipients": {role: chance.sample(keys, 3) for role in MyRole if role != MyRole.EVERYBODY},
            }
            for _number in range(30)
        ]
        alone = [say(expand=False, **each) for each in wanted]  # type: ignore[arg-type]
        for event in alone:
            expand_event(actor=HOUSE, event_pk=event.pk, now=clock.now())
        together = [say(expand=False, **each) for each in wanted]  # type: ignore[arg-type]
        # So few at a time that a batch ends in the middle of an event, and one batch has the ends of several.
        made = expand_alike(actor=HOUSE, event_pks=[event.pk for event in together], now=clock.now(), batch=7)
    finally:
        stand_ins._entries.pop("test")
    assert [reached(event) for event in together] == [reached(event) for event in alone]
    assert made == sum(len(reached(event)) for event in alone) > 100
    newest_last = Notice.objects.filter(event__in=together).order_by("pk").values_list("user", "event")
    assert sorted(newest_last, key=lambda notice: notice[0]) == sorted(newest_last), "as the inbox shows them"
    assert not Event.objects.filter(expanded_at=None)


@pytest.mark.parametrize(
    ("age", "asked"),
    [(0.0, 1), (0.8, 5), (-30.0, 5)],
    ids=["just sent", "may begin any moment", "by a clock that is ahead"],
)
def test_pf52_a_message_of_another_process_is_asked_for_once_while_nobody_begins_with_it(
    age: float, asked: int, skara: Tenant, things: Things, django_capture_on_commit_callbacks: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from django.core.cache import cache

    from samverk.notifications.tasks import expand_events

    times: list[str] = []
    ask = cache.add_or_get
    monkeypatch.setattr(cache, "add_or_get", lambda key, *rest, **more: times.append(key) or ask(key, *rest, **more))
    monkeypatch.setattr(expand_events, "apply_async", lambda **_when: pytest.fail("sent already"))
    assert cache.add_or_get(FLAG, time.time() - age, timeout=20) is None
    times.clear()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for _number in range(5):
            say(expand=False)
    assert times.count(FLAG) == asked


def test_pf52_the_expansion_asks_as_many_questions_for_one_event_as_for_fifty_alike(
    skara: Tenant, things: Things
) -> None:
    from tests.support.budget import assert_query_budget

    people = [PersonFactory().pk for _number in range(3)]
    say(expand=False, recipients={MyRole.FOLLOWER: people})
    with assert_query_budget(30) as one:
        expand_waiting(actor=HOUSE, now=clock.now())
    for _number in range(50):
        say(expand=False, recipients={MyRole.FOLLOWER: people})
    with assert_query_budget(30) as fifty:
        assert expand_waiting(actor=HOUSE, now=clock.now()) == 150
    assert len(fifty) == len(one)


def test_pf52_who_is_away_is_stood_in_for_by_somebody_who_may_see_it(skara: Tenant, things: Things) -> None:
    away, second, third, writer = (PersonFactory() for _number in range(4))
    shut = PersonFactory()
    things.shut_out["2"] = {shut.pk}
    pairs = {away.pk: second.pk, third.pk: shut.pk}
    stand_ins.register("test", lambda keys, day: {key: pairs[key] for key in keys if key in pairs})
    try:
        event = say(by=writer, recipients={MyRole.ADDRESSED: [away.pk], MyRole.FOLLOWER: [third.pk]})
        assert told(event) == {
            away.pk: MyRole.ADDRESSED, second.pk: MyRole.ADDRESSED, third.pk: MyRole.FOLLOWER,
        }  # fmt: skip
        assert Notice.objects.get(event=event, user=second).instead_of == away
        other = say(by=writer, thing="2", recipients={MyRole.OWNER: [third.pk]})
        assert told(other) == {third.pk: MyRole.OWNER}, "who may not see it does not stand in"
    finally:
        stand_ins._entries.pop("test")


def test_pf52_who_will_be_told_is_known_before_posting(skara: Tenant, things: Things) -> None:
    writer, hidden = PersonFactory(display_name="Ada"), PersonFactory(display_name="Skyddad", is_protected=True)
    people = [PersonFactory(display_name=f"Bo {number}") for number in range(4)]
    keys = [person.pk for person in people]
    event = NewEvent(
        kind=KIND, ref=Ref(THING, "1"), key="x", title="x", url="/", by=writer.pk,
        recipients={MyRole.FOLLOWER: [*keys, hidden.pk, writer.pk]},
    )  # fmt: skip
    found = who_will_be_told(viewer=writer, event=event)
    assert found.count == 5
    assert found.examples == ("Bo 0", "Bo 1", "Bo 2")
    assert Event.objects.count() == 0


def test_pf52_a_kind_nobody_declared_is_refused_and_a_thing_of_no_kind_is_for_nobody(
    skara: Tenant, things: Things
) -> None:
    event = NewEvent(kind="none", ref=Ref("none", "1"), key="1", title="x", url="/", by=None, everybody=True)
    with pytest.raises(UnknownEventKind):
        tell(actor=HOUSE, event=event)
    assert told(say(thing="1", recipients={})) == {}


def test_pf52_ten_events_are_one_message_to_the_worker(
    skara: Tenant, things: Things, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.cache import cache

    from samverk.notifications.tasks import expand_events

    sent: list[int] = []
    monkeypatch.setattr(expand_events, "apply_async", lambda **_when: sent.append(1))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for _number in range(10):
            say(expand=False)
    assert (len(sent), FLAG in cache) == (1, True)
    expansion_begins()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        say(expand=False)
    assert len(sent) == 2, "what comes after the worker has begun needs a message of its own"


def test_pf52_the_expansion_asks_as_many_questions_for_two_as_for_two_hundred(skara: Tenant, things: Things) -> None:
    from tests.support.budget import assert_query_budget

    few = say(expand=False, recipients={MyRole.FOLLOWER: [PersonFactory().pk for _number in range(2)]})
    many = say(expand=False, recipients={MyRole.FOLLOWER: [PersonFactory().pk for _number in range(60)]})
    with assert_query_budget(30) as first:
        assert expand_event(actor=HOUSE, event_pk=few.pk, now=clock.now()) == 2
    with assert_query_budget(len(first)):
        assert expand_event(actor=HOUSE, event_pk=many.pk, now=clock.now()) == 60


def test_the_moment_is_the_clocks(skara: Tenant, things: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert say(expand=False).created_at == moment

"""TP-14: who takes releases hears of each, is reminded while something waits, and hears when one is taken back."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event, Notice
from samverk.notifications.rounds import expand_waiting
from shared_templates.adoption.actions.put_off import put_off
from shared_templates.adoption.actions.remind_of_releases import remind_of_releases
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.tell_of_release import tell_of_release
from shared_templates.adoption.actions.tell_of_withdrawal import tell_of_withdrawal
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.queries import waiting_releases
from shared_templates.adoption.tasks import go_round, hear_of_withdrawal, remind, take_what_is_quiet
from shared_templates.adoption.told import RELEASED, REMINDED, TAKEN, WITHDRAWN
from shared_templates.catalogue.models import Release
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.site_settings import AUTOMATIC, MANUAL, PACE
from tenants.models import Tenant
from tenants.queries import active_schema
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import operator_site, site
from tests.support.factories import PersonFactory
from tests.support.masters import differently, keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]
BY = 30


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    """A release of a process and a term, to be taken within thirty days; Skara has somebody who takes releases."""
    with site(sites.mall):
        masters = [keep("P-08", process()), keep("T-01", term("brukare"), kind="term")]
        found = release(*masters, adopt_by=clock.today() + timedelta(days=BY))
    with site(sites.skara):
        keeper, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    return SimpleNamespace(masters=masters, release=found, keeper=keeper, reader=reader, **vars(sites))


def told(kind: str) -> list[tuple[int, str]]:
    """Who has been told what of a kind, in the order in which it happened."""
    expand_waiting(actor=HOUSE, now=clock.now())
    rows = Notice.objects.filter(event__kind=kind).order_by("event_id", "user_id")
    return list(rows.values_list("user_id", "event__excerpt"))


def take(found: Release, keys: list[UUID] | None = None) -> None:
    take_release(actor=HOUSE, uuid=found.uuid, release=found.uuid, now=clock.now(), keys=keys)


def days_pass(found: Release, until: int, meanwhile: Callable[[int], None] = lambda day: None) -> list[tuple[int, str]]:
    """Three rounds of the worker each day from the release on; day → which reminders came."""
    given: list[tuple[int, str]] = []
    for number in range(until + 1):
        meanwhile(number)
        for minute in range(3):
            now = found.released_at + timedelta(days=number, minutes=minute)
            if remind_of_releases(actor=HOUSE, now=now):
                step = Event.objects.filter(kind=REMINDED).latest("pk").key.split(":")[1]
                given.append((number, step))
    return given


def test_tp14_those_who_take_releases_hear_what_one_means_here_and_nobody_else(world: SimpleNamespace) -> None:
    with site(world.skara):
        for _again in range(2):
            tell_of_release(actor=HOUSE, release=world.release.uuid, now=clock.now())
        ((who, words),) = told(RELEASED)
        assert who == world.keeper.pk
        assert words.startswith("Hos er: 2 nya. Ska vara infört ")
        assert words.endswith("Det här är nytt.")
        assert AuditEntry.objects.filter(verb="templates.tell_of_release").count() == 1
    with site(world.hjo):
        assert not Event.objects.filter(kind=RELEASED).exists()


def test_tp14_the_summary_counts_what_touches_ones_own_words(world: SimpleNamespace) -> None:
    with site(world.skara):
        take(world.release)
        differently("P-08", process(steps={"utred": "Samordnaren utreder."}))
    with site(world.mall):
        world.masters[0].refresh_from_db()
        changed = keep("P-08", process(steps={"utred": "Chefen utreder i dag."}), master=world.masters[0])
        second = release(changed)
    with site(world.skara):
        tell_of_release(actor=HOUSE, release=second.uuid, now=clock.now())
        assert told(RELEASED) == [(world.keeper.pk, "Hos er: 1 med val att göra. Det här är nytt.")]


def test_tp14_what_came_in_by_itself_is_told_and_asks_for_nothing(world: SimpleNamespace) -> None:
    with site(world.skara):
        set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=clock.now())
        for _again in range(2):
            take_what_is_quiet.run(release=str(world.release.uuid))
        assert told(TAKEN) == [(world.keeper.pk, "Hos er: 2 nya.")]
        assert told(RELEASED) == []


def test_tp14_what_is_taken_before_anybody_was_told_is_told_to_nobody(world: SimpleNamespace) -> None:
    with site(world.skara):
        tell_of_release(actor=HOUSE, release=world.release.uuid, now=clock.now())
        take(world.release)
        assert told(RELEASED) == []


def test_tp14_who_lost_the_right_is_not_told(world: SimpleNamespace) -> None:
    with site(world.skara):
        tell_of_release(actor=HOUSE, release=world.release.uuid, now=clock.now())
        User.objects.get(pk=world.keeper.pk).groups.clear()
        assert told(RELEASED) == []


def test_tp14_where_it_is_manual_a_release_waits_and_is_reminded_of_before_its_day(world: SimpleNamespace) -> None:
    """The requirement's own example."""
    with site(world.skara):
        set_setting(actor=HOUSE, key=PACE, value=MANUAL, now=clock.now())
        take_what_is_quiet.run(release=str(world.release.uuid))
        assert not Adopted.objects.exists()
        (waiting,) = waiting_releases(clock.today())
        assert (waiting.release, waiting.undecided) == (world.release, 2)
        assert [who for who, _words in told(RELEASED)] == [world.keeper.pk]
        assert days_pass(world.release, until=BY - 1) == [(BY - 14, "14"), (BY - 3, "3")]
        assert [who for who, _words in told(REMINDED)] == [world.keeper.pk] * 2


def test_tp14_fourteen_and_three_days_before_and_on_the_day_each_once(world: SimpleNamespace) -> None:
    with site(world.skara):
        given = days_pass(world.release, until=BY + 10)
        assert given == [(BY - 14, "14"), (BY - 3, "3"), (BY, "0")]
        assert [who for who, _words in told(REMINDED)] == [world.keeper.pk] * 3
        assert told(REMINDED)[0][1].startswith("2 saker väntar på att ni tar ställning.")
        assert AuditEntry.objects.filter(verb="templates.remind_of_release").count() == 3


def test_tp14_nobody_is_reminded_once_all_is_taken_put_off_or_withdrawn(world: SimpleNamespace) -> None:
    first, second = world.release.items.order_by("code")

    def act(day: int) -> None:
        if day == BY - 10:
            take(world.release, [first.key])
            put_off(actor=HOUSE, item=second, now=clock.now(), why="Vi väntar på vårt system.")

    with site(world.skara):
        assert days_pass(world.release, BY, act) == [(BY - 14, "14")]
    with site(world.mall):
        withdraw_release(actor=HOUSE, release=world.release, why="Fel paragraf.", now=clock.now())
    with site(world.hjo):
        assert days_pass(world.release, BY) == []


def test_tp14_a_withdrawn_release_is_told_with_why_and_what_to_do(world: SimpleNamespace) -> None:
    with site(world.skara):
        take(world.release)
    with site(world.hjo):
        other = PersonFactory(group_names=(TEMPLATE_KEEPERS,))
        tell_of_withdrawal(actor=HOUSE, release=world.release.uuid, now=clock.now())
        assert told(WITHDRAWN) == [], "it stands"
    with site(world.mall):
        withdraw_release(actor=HOUSE, release=world.release, why="Fel paragraf.", now=clock.now())
    world.release.refresh_from_db()
    for place, who, words in (
        (world.skara, world.keeper, "Skälet: Fel paragraf. Ni har tagit in det. Det står kvar"),
        (world.hjo, other, "Skälet: Fel paragraf. Ni har inte tagit in det"),
    ):
        with site(place):
            for _again in range(2):
                hear_of_withdrawal.run(release=str(world.release.uuid))
            ((reader, said),) = told(WITHDRAWN)
            assert (reader, said.startswith(words)) == (who.pk, True)
            assert AuditEntry.objects.filter(verb="templates.tell_of_withdrawal").count() == 1


def test_tp14_the_round_asks_every_municipality_and_only_them(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    for task, name in ((take_what_is_quiet, "new"), (hear_of_withdrawal, "withdrawn")):
        monkeypatch.setattr(task, "delay", lambda release, name=name: asked.append((name, active_schema())))
    go_round.run(release=str(world.release.uuid))
    go_round.run(release=str(world.release.uuid), withdrawn=True)
    places = {name for _what, name in asked}
    assert {"skara", "hjo"} <= places
    assert world.mall.schema_name not in places
    assert sorted(asked) == sorted((what, place) for what in ("new", "withdrawn") for place in places)


def test_tp14_the_last_day_is_written_as_the_rest_of_the_house_writes_days(world: SimpleNamespace) -> None:
    last = clock.today() + timedelta(days=BY)
    with site(world.skara), translation.override("en"):
        tell_of_release(actor=HOUSE, release=world.release.uuid, now=clock.now())
        ((_who, words),) = told(RELEASED)
    assert f"{last.day} {last:%B} {last.year}" in words


def test_tp14_what_came_in_by_itself_is_not_read_a_second_time(world: SimpleNamespace) -> None:
    with site(world.skara):
        taken = take_release(actor=HOUSE, uuid=world.release.uuid, release=world.release.uuid, now=clock.now())
        with CaptureQueriesContext(connection) as asked:
            tell_of_release(actor=HOUSE, release=world.release.uuid, now=clock.now(), taken=taken)
        assert not [one["sql"] for one in asked if '"catalogue_releaseditem"."content"' in one["sql"]]
        assert len(told(TAKEN)) == 1


def test_tp14_a_withdrawal_whose_message_was_lost_is_told_the_next_day(world: SimpleNamespace) -> None:
    past = clock.now() - timedelta(hours=2)
    with site(world.mall):
        withdraw_release(actor=HOUSE, release=world.release, why="Fel paragraf.", now=past)
    for made_at, heard in ((past + timedelta(hours=1), []), (past - timedelta(days=30), [world.keeper.pk])):
        with operator_site():
            assert Tenant.objects.filter(slug="skara").update(created_at=made_at) == 1
        with site(world.skara):
            for _again in range(2):
                remind.run()
            assert [who for who, _words in told(WITHDRAWN)] == heard, (
                "of what was taken back before it was made: nothing"
            )


def test_tp14_by_the_clock_only_municipalities_are_told(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model takes nothing from itself; whoever withdrew a release there knows of it."""
    last = clock.now() + timedelta(days=BY)
    with site(world.mall):
        gone = release(keep("T-02", term("insats"), kind="term"), name="Termer")
        withdraw_release(actor=HOUSE, release=gone, why="Fel paragraf.", now=last - timedelta(hours=2))
    monkeypatch.setattr(clock, "now", lambda: last)
    for place, kinds in ((world.mall, set()), (world.gvs12, set()), (world.skara, {REMINDED, WITHDRAWN})):
        with site(place):
            PersonFactory(group_names=(TEMPLATE_KEEPERS,))
            remind.run()
            told_of = Event.objects.filter(kind__startswith="templates.").values_list("kind", flat=True)
            assert set(told_of) == kinds, place.slug

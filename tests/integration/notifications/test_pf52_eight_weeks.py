"""PF-52: eight weeks through the end of summer time, people of all habits, workers that are killed: each thing once."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.subjects import Ref
from samverk.notifications.actions import expand_event, send_letter
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.actions.choose_preferences import pause
from samverk.notifications.actions.choose_ways import choose_ways
from samverk.notifications.actions.mark_read import mark_read
from samverk.notifications.events import MyRole
from samverk.notifications.models import Letter, Notice
from samverk.notifications.rounds import expand_waiting, send_due_letters
from samverk.notifications.ways import Pace, Ways
from tenants.models import Tenant
from tests.support.factories import PersonFactory
from tests.support.telling import KIND, THING, Things, say

pytestmark = [pytest.mark.server, pytest.mark.long]
#: A Monday; summer time ends on 25 October.
FIRST = datetime(2026, 9, 28, 0, 0, tzinfo=UTC)
DAYS = 56
#: When things happen (UTC), and when the worker looks: before, at and after seven in Sweden, summer and winter.
EVENTS = (timedelta(hours=5, minutes=30), timedelta(hours=12), timedelta(hours=22, minutes=10))
ROUNDS = tuple(
    timedelta(minutes=minutes) for minutes in (295, 301, 335, 355, 361, 725, 1335)
)  # 04.55, 05.01, 05.35, 05.55, 06.01, 12.05, 22.15


class Killed(BaseException):
    """kill -9, seen from inside."""


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock: its one value is now."""
    hand = [FIRST]
    monkeypatch.setattr(clock, "now", lambda: hand[0])
    return hand


def chooses(person: User, mail_pace: Pace) -> User:
    choose_ways(actor=HOUSE, user=person, matrix={(KIND, MyRole.FOLLOWER): Ways(inbox=True, mail=mail_pace)})
    return person


def look(now: datetime) -> None:
    expand_waiting(actor=HOUSE, now=now)
    send_due_letters(actor=HOUSE, now=now)


def kill_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every seventh batch and every eleventh letter the worker dies before it is written down."""
    steps = Counter[str]()
    tell, compose = expand_event._tell, send_letter.compose

    def telling(*args: object) -> int:
        steps["batch"] += 1
        if steps["batch"] % 7 == 0:
            raise Killed
        return tell(*args)  # type: ignore[arg-type]

    def composing(**kwargs: object) -> object:
        steps["letter"] += 1
        if steps["letter"] % 11 == 0:
            raise Killed
        return compose(**kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(expand_event, "_tell", telling)
    monkeypatch.setattr(send_letter, "compose", composing)


def test_pf52_eight_weeks_of_letters(
    skara: Tenant, things: Things, simulated: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = PersonFactory(display_name="Lisa Lund")
    at_once, daily, weekly, inbox, reader, on_holiday, deaf = (
        chooses(PersonFactory(language="sv", email=f"{name}@example.invalid"), pace)
        for name, pace in (
            ("at_once", Pace.AT_ONCE), ("daily", Pace.DAILY), ("weekly", Pace.WEEKLY), ("inbox", Pace.NEVER),
            ("reader", Pace.DAILY), ("on_holiday", Pace.DAILY), ("deaf", Pace.DAILY),
        )
    )  # fmt: skip
    people = [at_once, daily, weekly, inbox, reader, on_holiday, deaf]
    followers = {MyRole.FOLLOWER: [person.pk for person in people]}
    choose_attention(actor=HOUSE, user=deaf, ref=Ref(THING, "place"), muted=True)
    kill_now_and_then(monkeypatch)
    told = 0
    for day in range(DAYS + 8):
        midnight = FIRST + timedelta(days=day)
        if day == 14:
            pause(actor=HOUSE, user=on_holiday, until=(midnight + timedelta(days=6)).date())
        happenings = EVENTS if day < DAYS and day % 9 != 4 else ()
        for offset in sorted({*happenings, *ROUNDS}):
            simulated[0] = now = midnight + offset
            if offset in happenings:
                told += 1
                places = (Ref(THING, "place"),) if told % 2 else ()
                say(by=writer, thing=str(told), recipients=followers, places=places, expand=False)
                continue
            if day == 30:
                continue  # nobody is at work: the worker is away for a day
            for _attempt in range(12):
                try:
                    look(now)
                    break
                except Killed:
                    continue
        if day % 2:
            mark_read(actor=HOUSE, user=reader, now=midnight + timedelta(hours=23))
    every = {str(number) for number in range(1, told + 1)}
    came = {person.email: things_in(person.email) for person in people}
    for person in (at_once, daily, weekly, on_holiday):
        assert came[person.email] == Counter(dict.fromkeys(every, 1)), person.email
    assert came[inbox.email] == Counter()
    assert came[deaf.email] == Counter({number: 1 for number in every if int(number) % 2 == 0})
    assert set(came[reader.email].values()) <= {1}
    assert set() < came[reader.email].keys() < every, "what was read in the evening does not come in the morning"
    assert Notice.objects.filter(user=inbox).count() == told
    judge_times(on_holiday)


def things_in(address: str) -> Counter[str]:
    """What the letters to somebody told of; none is empty, newest first."""
    found: Counter[str] = Counter()
    for letter in mail.outbox:
        if letter.to == [address]:
            numbers = re.findall(r"kommenterade Sak (\d+)", str(letter.body))
            assert numbers, "an empty letter"
            assert numbers == sorted(numbers, key=int, reverse=True)
            found.update(numbers)
    return found


def judge_times(on_holiday: User) -> None:
    """Daily and weekly letters are made at seven in Sweden, the weekly ones on Mondays, on both sides of the change."""
    hours, days = Counter[tuple[int, str]](), Counter[tuple[str, int]]()
    for letter in Letter.objects.exclude(pace=Pace.AT_ONCE):
        local = timezone.localtime(letter.created_at)
        hours[local.hour, str(local.utcoffset())] += 1
        if letter.pace == Pace.WEEKLY:
            days["weekly", local.weekday()] += 1
    assert {hour for hour, _offset in hours} == {7}
    assert {offset for _hour, offset in hours} == {"2:00:00", "1:00:00"}
    assert set(days) == {("weekly", 0)}
    away = Letter.objects.filter(user=on_holiday, slot__gt="2026-10-12", slot__lte="2026-10-18")
    assert away.count() == 0

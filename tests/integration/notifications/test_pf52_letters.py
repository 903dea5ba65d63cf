"""PF-52: letters. Each event in one letter, what may be seen when it goes, to a real mail server, which may be away."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.actions.choose_attention import choose_attention
from samverk.notifications.actions.choose_preferences import choose_letters, pause
from samverk.notifications.actions.claim_letters import claim_letters
from samverk.notifications.actions.mark_read import mark_read
from samverk.notifications.actions.send_letter import ATTEMPTS, LEASE
from samverk.notifications.backlog import backlogs
from samverk.notifications.events import MyRole
from samverk.notifications.models import BouncedAddress, Letter, MailState, Notice
from samverk.notifications.rounds import send_due_letters
from samverk.notifications.timetable import occasion
from samverk.notifications.ways import Pace
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.smtp import MailServer, mail_server
from tests.support.telling import ALARM, THING, Ref, Things, say

pytestmark = [pytest.mark.server]
NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
SOON = timedelta(minutes=3)
NEXT_MORNING = datetime(2026, 11, 19, 6, 1, tzinfo=UTC)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A real one."""
    with mail_server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = found.server_address[:2]
        yield found


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samverk.kernel.clock.now", lambda: NOON)


def mention(*people: User, **values: object) -> None:
    by = values.pop("by", None) or PersonFactory(display_name="Lisa Lund")
    say(by=by, recipients={MyRole.ADDRESSED: [person.pk for person in people]}, **values)  # type: ignore[arg-type]


def send(now: datetime) -> int:
    return send_due_letters(actor=HOUSE, now=now)


def test_pf52_a_letter_at_once_gathers_what_comes_within_two_minutes(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    person = PersonFactory(email="per@example.invalid", language="sv")
    mention(person, thing="1", excerpt="Hej & <b>välkommen</b>")
    mention(person, thing="2")
    assert send(NOON + timedelta(minutes=1)) == 0
    assert send(NOON + SOON) == 1
    assert send(NOON + SOON) == 0
    (letter,) = server.letters
    assert letter["To"] == "per@example.invalid"
    assert letter["Subject"] == "2 nya aviseringar på Skara kommun"
    assert "Skara" in letter["From"]
    row = Letter.objects.get()
    assert letter["Message-ID"] == f"<{row.number}@skara.localhost>"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert plain.index("Lisa Lund nämnde dig i Sak 2") < plain.index("Lisa Lund nämnde dig i Sak 1"), "newest first"
    assert "Hej & <b>välkommen</b>" in plain
    assert "Hej &amp; &lt;b&gt;välkommen&lt;/b&gt;" in html
    assert list(letter.iter_attachments()) == []
    assert re.search(r"http://skara\.localhost[:\d]*/inkorg/\d+/", plain)
    sender = next(line for line in server.envelopes if line.upper().startswith("MAIL"))
    assert re.search(r"<[^>]*\+[0-9a-f]+-[0-9a-f]+-[0-9a-f]{20}@", sender)
    assert (row.sent_at, row.closed_at) == (NOON + SOON, NOON + SOON)


def test_pf52_a_letter_speaks_the_persons_language(skara: Tenant, things: Things, server: MailServer) -> None:
    with operator_site():
        skara.languages = ["sv", "en"]
        skara.save()
    mention(PersonFactory(language="en"))
    send(NOON + SOON)
    assert 'lang="en"' in server.letters[0].get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_pf52_right_is_asked_again_when_the_letter_goes_and_what_was_read_is_left_out(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    person = PersonFactory()
    for thing in ("hemlig", "läst", "kvar"):
        mention(person, thing=thing)
    claim_letters(actor=HOUSE, now=NOON + SOON)
    things.shut_out["hemlig"] = {person.pk}
    read = Notice.objects.get(user=person, event__ref_key="läst")
    mark_read(actor=HOUSE, user=person, now=NOON, pks=[read.pk])
    assert send(NOON + SOON) == 1
    plain = server.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert re.findall(r"Sak (\w+)", plain) == ["kvar"]
    assert dict(Notice.objects.values_list("event__ref_key", "mail_state")) == {
        "hemlig": MailState.NOT_NEEDED, "läst": MailState.NOT_NEEDED, "kvar": MailState.IN_LETTER,
    }  # fmt: skip


def test_pf52_a_letter_with_nothing_left_to_say_is_never_sent(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    shut, reader, left, silent = (PersonFactory() for _number in range(4))
    mention(shut, reader, left, silent)
    claim_letters(actor=HOUSE, now=NOON + SOON)
    things.shut_out["1"] = {shut.pk}
    mark_read(actor=HOUSE, user=reader, now=NOON)
    User.objects.filter(pk=left.pk).update(is_active=False)
    choose_letters(actor=HOUSE, user=silent, wanted=False)
    assert send(NOON + SOON) == 0
    assert server.letters == []
    assert Letter.objects.filter(closed_at=None).count() == 0


def test_pf52_a_secret_is_not_told_in_a_letter(skara: Tenant, things: Things, server: MailServer) -> None:
    mention(PersonFactory(language="sv"), title="Orosanmälan", thing="9", excerpt="namn", secret=True)
    things.titles["9"] = "Orosanmälan"
    send(NOON + SOON)
    letter = server.letters[0]
    assert b"Orosanm" not in server.taken[0]
    assert b"namn" not in server.taken[0]
    assert letter["Subject"] == "1 ny avisering på Skara kommun"


def test_pf52_a_mail_server_that_is_away_delays_and_loses_nothing(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    first, second = PersonFactory(), PersonFactory()
    mention(first, second)
    server.refusals[b"MAIL"] = b"451 later\r\n"
    assert send(NOON + SOON) == 0
    tried = Letter.objects.order_by("pk").first()
    assert tried is not None
    assert (tried.attempts, tried.closed_at) == (1, None)
    assert tried.next_try_at == NOON + SOON + timedelta(minutes=2)
    assert "451" in tried.problem
    server.refusals.clear()
    assert send(NOON + timedelta(minutes=6)) == 2
    assert len(server.letters) == 2
    assert send(NOON + timedelta(hours=3)) == 0


def test_pf52_a_server_that_is_away_for_a_week_loses_nothing_and_a_no_is_given_up(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    mention(PersonFactory())
    server.refusals[b"MAIL"] = b"451 later\r\n"
    hours = [NOON + SOON + timedelta(hours=2 * number) for number in range(ATTEMPTS + 4)]
    assert sum(send(hour) for hour in hours) == 0
    assert backlogs([skara], now=hours[-1])[skara.schema_name].letters == 1, "and the health page says so"
    server.refusals.clear()
    assert send(hours[-1] + timedelta(hours=2)) == 1
    mention(PersonFactory(), thing="2")
    server.refusals[b"DATA"] = b"554 no\r\n"
    assert sum(send(hour) for hour in hours) == 0
    assert Letter.objects.filter(closed_at=None).count() == 0


def test_pf52_a_letter_the_server_does_not_like_keeps_no_other_from_going(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    mention(PersonFactory(), PersonFactory())
    server.refusals[b"DATA"] = b"554 no\r\n"
    assert send(NOON + SOON) == 0
    assert list(Letter.objects.values_list("attempts", "closed_at")) == [(1, None), (1, None)]
    server.refusals.clear()
    assert send(NOON + timedelta(minutes=10)) == 2


def test_pf52_nobody_listens_and_then_somebody_does(skara: Tenant, things: Things, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mention(PersonFactory())
    assert send(NOON + SOON) == 0
    assert Letter.objects.get().closed_at is None
    with mail_server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        assert send(NOON + timedelta(minutes=10)) == 1
        assert len(server.letters) == 1


def test_pf52_a_worker_killed_after_the_servers_yes_sends_the_same_letter_not_another(
    skara: Tenant, things: Things, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mention(PersonFactory())

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("samverk.notifications.actions.send_letter._close", killed)
    with pytest.raises(KeyboardInterrupt):
        send(NOON + SOON)
    monkeypatch.undo()
    assert send(NOON + SOON + LEASE / 2) == 0, "while somebody may be sending it, nobody else does"
    assert send(NOON + SOON + LEASE) == 1
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_pf52_two_workers_send_a_letter_once(skara: Tenant, things: Things, server: MailServer) -> None:
    from django.core.mail import get_connection

    from samverk.notifications.actions.send_letter import send_letter

    mention(PersonFactory())
    claim_letters(actor=HOUSE, now=NOON + SOON)
    one, other = Letter.objects.get(), Letter.objects.get()
    with get_connection() as backend:
        results = [send_letter(actor=HOUSE, letter=each, now=NOON + SOON, backend=backend) for each in (one, other)]
    assert (results, len(server.letters)) == ([True, False], 1)


def test_pf52_an_address_the_server_refuses_is_marked_and_the_person_told(
    skara: Tenant, things: Things, server: MailServer, signed_in: SiteClient, employee: User
) -> None:
    mention(employee)
    server.refusals[b"RCPT"] = b"550 no such person\r\n"
    assert send(NOON + SOON) == 0
    assert BouncedAddress.objects.get().address == employee.email
    assert AuditEntry.objects.filter(verb="notifications.mark_address").count() == 1
    server.refusals.clear()
    mention(employee, thing="2")
    assert send(NOON + timedelta(hours=1)) == 0, "nothing goes to a bad address"
    from samverk.notifications.rounds import expand_waiting

    expand_waiting(actor=HOUSE, now=NOON)
    assert "kommer inte fram" in signed_in.get("/inkorg/").content.decode()
    assert "Brev till dig kommer inte fram" in signed_in.get("/mina-aviseringar/").content.decode()
    User.objects.filter(pk=employee.pk).update(email="ny@example.invalid")
    mention(employee, thing="3")
    assert send(NOON + timedelta(hours=2)) == 1, "a new address is a new try"


@pytest.mark.parametrize(
    ("moment", "daily", "weekly"),
    [
        # The night to 25 October 2026 has 25 hours: seven in the morning is 05 UTC before and 06 UTC after.
        (datetime(2026, 10, 24, 5, 0, tzinfo=UTC), "2026-10-24", "2026-10-19"),
        (datetime(2026, 10, 25, 5, 59, tzinfo=UTC), "2026-10-24", "2026-10-19"),
        (datetime(2026, 10, 25, 6, 0, tzinfo=UTC), "2026-10-25", "2026-10-19"),
        (datetime(2026, 10, 26, 5, 59, tzinfo=UTC), "2026-10-25", "2026-10-19"),
        (datetime(2026, 10, 26, 6, 0, tzinfo=UTC), "2026-10-26", "2026-10-26"),
        (datetime(2026, 3, 29, 4, 59, tzinfo=UTC), "2026-03-28", "2026-03-23"),
        (datetime(2026, 3, 29, 5, 0, tzinfo=UTC), "2026-03-29", "2026-03-23"),
    ],
)
def test_pf52_seven_in_the_morning_is_seven_in_sweden(moment: datetime, daily: str, weekly: str) -> None:
    assert occasion(Pace.DAILY, moment)[0].isoformat() == daily
    assert occasion(Pace.WEEKLY, moment)[0].isoformat() == weekly
    for pace in (Pace.DAILY, Pace.WEEKLY):
        from django.utils import timezone

        assert timezone.localtime(occasion(pace, moment)[1]).hour == 7


def test_pf52_a_pause_holds_letters_back_and_a_mute_drops_them_but_what_is_mandatory_comes(
    skara: Tenant, things: Things, server: MailServer
) -> None:
    paused, muted, silent = (PersonFactory() for _number in range(3))
    pause(actor=HOUSE, user=paused, until=NOON.date())
    choose_attention(actor=HOUSE, user=muted, ref=Ref(THING, "1"), muted=True, until=NOON.date())
    choose_letters(actor=HOUSE, user=silent, wanted=False)
    mention(paused, muted, silent)
    assert Notice.objects.filter(user=muted).count() == 0
    assert send(NOON + SOON) == 0
    say(kind=ALARM, thing="2", title="Koka vattnet", everybody=True)
    assert send(NOON + SOON) >= 3
    addressed = [letter["To"] for letter in server.letters]
    assert {paused.email, muted.email, silent.email} <= set(addressed)
    server.taken.clear()
    assert send(NEXT_MORNING) == 1
    assert [letter["To"] for letter in server.letters] == [paused.email], "after the pause, what is unread"
    verbs = ["notifications.pause", "notifications.choose_attention", "notifications.choose_letters"]
    assert set(AuditEntry.objects.filter(verb__in=verbs).values_list("verb", flat=True)) == set(verbs)


def test_pf52_the_way_out_needs_no_sign_in_and_looking_changes_nothing(
    skara: Tenant, things: Things, server: MailServer, client_for: object
) -> None:
    person = PersonFactory(language="sv")
    mention(person)
    send(NOON + SOON)
    letter = server.letters[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = re.sub(r"^<http://[^/]+|>$", "", str(letter["List-Unsubscribe"]).replace("\n", "").replace(" ", ""))
    browser = client_for("skara.localhost")  # type: ignore[operator]
    browser.handler.enforce_csrf_checks = True
    assert "Vill du sluta få brev?" in browser.get(way_out).content.decode()
    mention(person, thing="2")
    assert browser.post(way_out, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert send(NOON + timedelta(hours=1)) == 0
    assert browser.get(way_out[:-2] + "x/").status_code == 404
    with site(tenant_by_slug("hjo")):
        PersonFactory(pk=person.pk)
    assert client_for("hjo.localhost").get(way_out).status_code == 404, "the same address opens nothing next door"  # type: ignore[operator]
    assert browser.post(way_out, {"again": "yes"}).status_code == 200
    mention(person, thing="3")
    assert send(NOON + timedelta(hours=2)) == 1

"""PF-52: letters that come back (RFC 3464), by the address the envelope carried; and what the timer and health say."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.actions.record_bounce import record_bounce
from samverk.notifications.addresses import envelope_sender, letter_of_envelope
from samverk.notifications.backlog import backlogs, remember, told
from samverk.notifications.bounces import read_report
from samverk.notifications.events import MyRole
from samverk.notifications.models import BouncedAddress, Letter
from samverk.notifications.rounds import send_due_letters
from samverk.project.health import health
from tenants.models import Tenant
from tests.support.factories import PersonFactory
from tests.support.telling import Things, say

pytestmark = [pytest.mark.server]
LATER = timedelta(minutes=3)


def report(to: str, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A delivery status notification as Postfix writes it."""
    return (
        f"From: MAILER-DAEMON@mx.example (Mail Delivery System)\nTo: {to}\nSubject: Undelivered Mail\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\n\n'
        "--B\nContent-Type: text/plain\n\nI'm sorry to have to inform you …\n\n"
        "--B\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\nArrival-Date: Sat, 21 Nov 2026 12:00:00 +0100\n\n"
        f"Final-Recipient: rfc822; per@example.invalid\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 no such user\n\n"
        "--B\nContent-Type: text/rfc822-headers\n\nSubject: x\n\n--B--\n"
    ).encode()


def sent_letter(person: User) -> Letter:
    say(by=PersonFactory(), recipients={MyRole.ADDRESSED: [person.pk]})
    assert send_due_letters(actor=HOUSE, now=clock.now() + LATER) == 1
    return Letter.objects.get(user=person)


def test_pf52_a_letter_that_never_arrives_marks_its_address_once(skara: Tenant, things: Things) -> None:
    person = PersonFactory(email="per@example.invalid")
    sent_letter(person)
    envelope = mail.outbox[0].from_email
    found = read_report(report(envelope.upper()))
    assert (found.is_final, found.status) == (True, "5.1.1")
    assert found.letter is not None
    assert found.letter.tenant_pk == skara.pk
    assert record_bounce(actor=HOUSE, report=found, now=clock.now())
    assert not record_bounce(actor=HOUSE, report=found, now=clock.now())
    assert BouncedAddress.objects.get().address == "per@example.invalid"
    verbs = set(AuditEntry.objects.filter(verb__startswith="notifications.").values_list("verb", flat=True))
    assert verbs == {"notifications.mark_address", "notifications.record_bounce"}


@pytest.mark.parametrize(("status", "action"), [("4.2.2", "delayed"), ("4.2.2", "failed"), ("5.1.1", "delayed")])
def test_pf52_what_may_pass_marks_nobody(status: str, action: str, skara: Tenant, things: Things) -> None:
    person = PersonFactory()
    letter = sent_letter(person)
    envelope = envelope_sender(tenant_pk=skara.pk, letter_pk=letter.pk)
    found = read_report(report("someone@else.example", status=status, action=action), recipient=envelope)
    assert found.letter is not None
    assert not record_bounce(actor=HOUSE, report=found, now=clock.now())
    assert BouncedAddress.objects.count() == 0


def test_pf52_an_address_the_person_has_left_is_not_marked(skara: Tenant, things: Things) -> None:
    person = PersonFactory()
    letter = sent_letter(person)
    User.objects.filter(pk=person.pk).update(email="ny@example.invalid")
    found = read_report(report(envelope_sender(tenant_pk=skara.pk, letter_pk=letter.pk)))
    assert not record_bounce(actor=HOUSE, report=found, now=clock.now())


def test_pf52_nobody_can_make_up_a_bounce(skara: Tenant) -> None:
    envelope = envelope_sender(tenant_pk=skara.pk, letter_pk=7)
    assert letter_of_envelope(envelope) is not None
    assert letter_of_envelope(envelope.replace("-7-", "-8-")) is None
    assert letter_of_envelope("samverk+1-7-00000000000000000000@localhost") is None
    assert read_report(b"not a report").letter is None
    message = EmailMessage()
    message["To"] = envelope
    message.set_content("Hej, jag är på semester.")
    assert not read_report(message.as_bytes()).is_final


def test_pf62_the_timer_knows_where_something_waits_and_health_tells_how_long(
    skara: Tenant, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    assert not backlogs([skara], now=now)[skara.schema_name].is_due
    assert told()["events"] is None
    say(expand=False, recipients={MyRole.ADDRESSED: [PersonFactory().pk]}, by=PersonFactory())
    waiting = backlogs([skara], now=now)[skara.schema_name]
    assert (waiting.events, waiting.letters, waiting.is_due) == (1, 0, True)
    remember({"a": waiting})
    facts, _serves = health()
    assert facts["notifications"]["events"] == 1  # type: ignore[index]
    assert facts["notifications"]["ok"] is True  # type: ignore[index]
    later = now + timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert health()[0]["notifications"]["ok"] is False  # type: ignore[index]


def test_pf52_the_timer_sends_each_site_with_something_to_do_to_the_worker(
    skara: Tenant, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samverk.notifications.tasks import expand_events, tend
    from samverk.project.timers import tend_notifications
    from tenants.connection import connection
    from tenants.site_context import operator_site

    person = PersonFactory()
    say(expand=False, recipients={MyRole.ADDRESSED: [person.pk]}, by=PersonFactory())
    asked: list[str] = []
    monkeypatch.setattr(tend, "delay", lambda: asked.append(str(connection.schema_name)))
    with operator_site():
        tend_notifications.run()
    assert asked == [skara.schema_name]
    expand_events.run()
    later = clock.now() + LATER
    monkeypatch.setattr(clock, "now", lambda: later)
    tend.run()
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert told()["events"] == 1

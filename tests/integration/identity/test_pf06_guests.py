"""PF-06: a guest is invited by somebody who answers for them, for a purpose and until a day."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from samverk.identity.access import actor_for
from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.guests.actions.change_sponsor import NotInside, change_sponsor
from samverk.identity.guests.actions.mind_guests import mind_guests
from samverk.identity.guests.actions.send_invitation import send_invitation
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.places import switches
from samverk.identity.guests.tasks import send_invitation as send_task
from samverk.identity.guests.terms import months_after
from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.health import broker
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD as FACTORY_PASSWORD
from tests.support.factories import PersonFactory, SectionPageFactory
from tests.support.guests import stay_row
from tests.support.smtp import MailServer, mail_server

pytestmark = [pytest.mark.server]
PASSWORD = "tre gröna äpplen"


@pytest.fixture
def post(settings: object) -> Iterator[MailServer]:
    """Django's own way out, to a mail server that listens."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address  # type: ignore[attr-defined]
        yield server


@pytest.fixture
def sponsor(skara: Tenant) -> User:
    return PersonFactory(editor=True, display_name="Disa Ek")


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="guests.").order_by("id").values_list("verb", flat=True))


def form(page: int, **changed: object) -> dict[str, object]:
    return {
        "name": "Robin Sten", "email": "robin@regionen.example", "organisation": "Regionen", "purpose": "Granska",
        "expires_on": (clock.today() + timedelta(days=60)).isoformat(), "terms": "Lova", "places_page": [page],
        **changed,
    }  # fmt: skip


def test_pf06_from_invitation_to_the_last_day(
    sponsor: User,
    client_for: Callable[..., SiteClient],
    post: MailServer,
    django_capture_on_commit_callbacks: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The whole way: form, queue, letter, link, terms, password, page, expiry, and what was written stays."""
    section = SectionPageFactory(title="Samverkan", slug="samverkan")
    SectionPageFactory(title="Hemligt", slug="hemligt")
    browser = client_for("skara.localhost", user=sponsor)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        response = browser.post("/mina-gaster/bjud-in/", form(section.pk))
    assert response.status_code == 302
    stay = GuestStay.objects.get()
    assert broker().llen("samverk") == 1, "the letter waits for the worker, with its site"
    send_task.apply(kwargs={"stay": stay.pk}, headers={"_schema_name": "skara"}).get()

    (letter,) = post.letters
    assert letter["To"] == "robin@regionen.example"
    assert "Robin" not in str(letter["Subject"])
    link = re.search(r"http://skara\.localhost(/valkommen/[\w-]+/)", letter.get_content())
    assert link
    stay.refresh_from_db()
    assert link[1].split("/")[2] not in (stay.link_hash, str(AuditEntry.objects.values_list("details")))

    guest = client_for("skara.localhost")
    shown = guest.get(link[1])
    assert "Lova" in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin", "no-referrer would send Origin: null, and the form be refused"
    assert client_for("hjo.localhost").get(link[1]).status_code == 404, "the link is this site's"
    assert guest.post(link[1], {"password": PASSWORD, "again": PASSWORD}).status_code == 422, "terms come first"
    assert guest.post(link[1], {"password": "kort", "again": "kort", "agree": "on"}).status_code == 422
    assert guest.post(link[1], {"password": PASSWORD, "again": PASSWORD, "agree": "on"}).status_code == 302
    assert client_for("skara.localhost").get(link[1]).status_code == 404, "once"

    user = User.objects.get(capacity="guest")
    assert (user.acting_for_name, user.last_day) == ("Regionen", stay.expires_on)
    assert DirectoryEntry.objects.get(user_uuid=user.uuid).valid_to == stay.expires_on
    assert "Samverkan" in guest.get("/").content.decode()
    assert "Hemligt" not in guest.get("/").content.decode()
    assert guest.get("/samverkan/").status_code == 200
    assert guest.get("/hemligt/").status_code == 403
    entered = client_for("skara.localhost")
    name = {"username": "robin@regionen.example", "password": PASSWORD}
    assert entered.post("/logga-in/", name).status_code == 302

    page = NewsPage.objects.first() or section
    page.owner = user
    page.save()
    monkeypatch.setattr(clock, "today", lambda: stay.expires_on)
    assert guest.get("/samverkan/").status_code == 200, "the last day is a day"
    monkeypatch.setattr(clock, "today", lambda: stay.expires_on + timedelta(days=1))
    assert guest.get("/samverkan/").status_code == 302, "a running session ends at the next request"
    assert client_for("skara.localhost").post("/logga-in/", name).status_code == 200, "and no new one begins"
    monkeypatch.undo()
    post.taken.clear()
    later = clock.now() + timedelta(days=61)
    assert mind_guests(actor=HOUSE, now=later) == 1
    assert post.letters[0]["To"] == sponsor.email
    assert mind_guests(actor=HOUSE, now=later) == 0, "told once"
    page.refresh_from_db()
    assert page.owner == user
    assert verbs() == [
        "guests.invite_guest", "guests.send_invitation", "guests.accept_invitation", "guests.mind_guests",
    ]  # fmt: skip


def test_pf06_the_sponsor_extends_ends_and_sends_again(
    sponsor: User, client_for: Callable[..., SiteClient], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    user = PersonFactory(guest=True)
    stay = stay_row(sponsor=sponsor, user=user)
    browser, theirs = client_for("skara.localhost", user=sponsor), client_for("skara.localhost", user=user)
    until = months_after(clock.today(), 12)
    assert browser.post(f"/mina-gaster/{stay.pk}/", {"expires_on": until.isoformat()}).status_code == 302
    too_far = until + timedelta(days=1)
    assert browser.post(f"/mina-gaster/{stay.pk}/", {"expires_on": too_far.isoformat()}).status_code == 422
    user.refresh_from_db()
    assert user.last_day == until
    assert theirs.get("/").status_code == 200
    assert browser.post(f"/mina-gaster/{stay.pk}/avsluta/").status_code == 302
    assert theirs.get("/").status_code == 302
    waiting = stay_row(sponsor=sponsor)
    send_invitation(actor=HOUSE, stay_id=waiting.pk, now=clock.now())
    first = GuestStay.objects.get(pk=waiting.pk).link_hash
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        browser.post(f"/mina-gaster/{waiting.pk}/skicka-igen/")
    send_task.apply(kwargs={"stay": waiting.pk}, headers={"_schema_name": "skara"}).get()
    assert GuestStay.objects.get(pk=waiting.pk).link_hash != first, "the old link opens nothing"
    assert len(mail.outbox) == 2
    assert set(verbs()) == {
        "guests.extend_stay", "guests.end_stay", "guests.send_invitation", "guests.resend_invitation",
    }  # fmt: skip


def test_pf06_who_may_not_invite_and_what_may_not_be_given(
    sponsor: User, client_for: Callable[..., SiteClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import PageViewRestriction

    section, crisis = SectionPageFactory(), SectionPageFactory(slug="kris")
    group = Group.objects.create(name="Krisledning")
    PageViewRestriction.objects.create(page=crisis, restriction_type="groups").groups.add(group)
    sponsor.groups.add(group)
    browser = client_for("skara.localhost", user=sponsor)
    long = (months_after(clock.today(), 12) + timedelta(days=1)).isoformat()
    gone = (clock.today() - timedelta(days=1)).isoformat()
    for wrong in ({"places_page": [crisis.pk]}, {"places_page": []}, {"expires_on": long}, {"expires_on": gone}):
        assert browser.post("/mina-gaster/bjud-in/", form(section.pk, **wrong)).status_code == 422, wrong
    guest_with_right = PersonFactory(guest=True, editor=True)
    assert client_for("skara.localhost", user=guest_with_right).get("/mina-gaster/bjud-in/").status_code == 403
    monkeypatch.setitem(switches._entries, "test", lambda: False)
    assert browser.post("/mina-gaster/bjud-in/", form(section.pk)).status_code == 403
    assert GuestStay.objects.count() == 0


def test_pf06_a_reminder_fourteen_days_before_goes_out_once(sponsor: User) -> None:
    stay = stay_row(sponsor=sponsor, user=PersonFactory(guest=True), expires_on=clock.today() + timedelta(days=15))
    assert mind_guests(actor=HOUSE, now=clock.now()) == 0
    tomorrow = clock.now() + timedelta(days=1)
    assert [mind_guests(actor=HOUSE, now=tomorrow) for _time in range(2)] == [1, 0]
    assert mail.outbox[0].to == [sponsor.email]
    assert "Slutar" not in stay.name


def test_pf06_a_name_typed_by_somebody_does_not_become_a_header(sponsor: User) -> None:
    stay = stay_row(sponsor=sponsor, name="Robin\r\nBcc: alla@skara.example")
    send_invitation(actor=HOUSE, stay_id=stay.pk, now=clock.now())
    assert set(mail.outbox[0].message()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
    }  # fmt: skip


def test_pf06_only_somebody_inside_answers_for_a_guest(sponsor: User) -> None:
    stay, other = stay_row(sponsor=sponsor), PersonFactory()
    with pytest.raises(NotInside):
        change_sponsor(actor=actor_for(sponsor), stays=[stay.pk], to=PersonFactory(guest=True))
    assert change_sponsor(actor=actor_for(sponsor), stays=[stay.pk], to=other) == 1
    assert verbs() == ["guests.change_sponsor"]


def test_pf06_an_address_somebody_signs_in_with_takes_over_no_account(sponsor: User) -> None:
    from samverk.identity.guests.actions import accept_invitation as accepting
    from samverk.identity.guests.queries import link_digest

    mine = PersonFactory(username="robin@regionen.example")
    stay = stay_row(
        sponsor=sponsor, name="R" * 150, email="Robin@regionen.example", link_hash=link_digest("x"),
        link_expires_at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    user = accepting.accept_invitation(actor=HOUSE, token="x", password=PASSWORD, now=clock.now())
    assert user.pk != mine.pk
    assert user.username == f"gast-{stay.pk}"
    assert (user.display_name, user.first_name) == ("R" * 150, "R" * 100), "a name longer than the column"
    with pytest.raises(accepting.InvitationClosed):
        accepting.accept_invitation(actor=HOUSE, token="x", password=PASSWORD, now=clock.now())


def test_pf06_a_link_is_open_for_two_weeks(sponsor: User, client_for: Callable[..., SiteClient]) -> None:
    from samverk.identity.guests.queries import link_digest

    stay_row(sponsor=sponsor, link_hash=link_digest("y"), link_expires_at=clock.now() - timedelta(seconds=1))
    assert client_for("skara.localhost").get("/valkommen/y/").status_code == 404


def test_pf06_the_list_asks_the_same_number_of_queries_for_many(
    sponsor: User, client_for: Callable[..., SiteClient]
) -> None:
    browser = client_for("skara.localhost", user=sponsor)
    counts = []
    for number in (2, 40):
        for _each in range(number):
            stay_row(sponsor=sponsor, email=f"{GuestStay.objects.count()}@x.example")
        browser.get("/mina-gaster/")
        with assert_query_budget(12) as queries:
            browser.get("/mina-gaster/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("day", "months", "then"), [(date(2026, 11, 30), 3, date(2027, 2, 28))])
def test_pf06_months_end_where_the_month_does(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_pf06_a_day_out_of_bounds_is_refused_by_the_action_too(sponsor: User) -> None:
    from samverk.identity.guests.actions.extend_stay import extend_stay

    stay = stay_row(sponsor=sponsor)
    with pytest.raises(ValidationError):
        extend_stay(actor=HOUSE, stay=stay, expires_on=date(2020, 1, 1), now=clock.now())


def test_pf06_the_terms_are_in_the_sites_language_whatever_the_sponsors_is(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    sponsor = PersonFactory(editor=True, language="en")
    page = client_for("skara.localhost", user=sponsor).get("/mina-gaster/bjud-in/").content.decode()
    assert "Invite a guest" in page
    assert "Kontot är personligt" in page


def test_pf06_a_guest_who_forgot_the_password_chooses_another_with_a_link_from_the_sponsor(
    sponsor: User, client_for: Callable[..., SiteClient], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    user = PersonFactory(guest=True)
    stay = stay_row(sponsor=sponsor, user=user)
    old = client_for("skara.localhost", user=user)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        client_for("skara.localhost", user=sponsor).post(f"/mina-gaster/{stay.pk}/skicka-igen/")
    send_task.apply(kwargs={"stay": stay.pk}, headers={"_schema_name": "skara"}).get()
    link = re.search(r"http://skara.localhost(/valkommen/[^/]+/)", mail.outbox[0].body)
    assert link
    browser = client_for("skara.localhost")
    assert browser.get(link[1]).status_code == 200
    assert client_for("hjo.localhost").get(link[1]).status_code == 404
    assert old.get("/").status_code == 200, "opening the link changes nothing"
    assert browser.post(link[1], {"password": PASSWORD, "again": "annat"}).status_code == 422
    assert browser.post(link[1], {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert (browser.get("/").status_code, old.get("/").status_code) == (200, 302)
    assert client_for("skara.localhost").get(link[1]).status_code == 404, "once"
    entered = client_for("skara.localhost").post("/logga-in/", {"username": user.username, "password": PASSWORD})
    assert entered.status_code == 302
    assert verbs() == ["guests.resend_invitation", "guests.send_invitation", "guests.set_guest_password"]
    send_invitation(actor=HOUSE, stay_id=stay.pk, now=clock.now() - timedelta(days=2))
    late = re.search(r"(/valkommen/[^/]+/)", mail.outbox[1].body)
    assert late
    assert client_for("skara.localhost").get(late[1]).status_code == 404, "a day, no longer"


def test_pf06_a_guest_whose_stay_was_ended_is_asked_back_to_the_same_account(
    sponsor: User, client_for: Callable[..., SiteClient]
) -> None:
    section = SectionPageFactory(title="Samverkan", slug="samverkan")
    guest = PersonFactory(guest=True, display_name="Robin Sten")
    stay = stay_row(sponsor=sponsor, user=guest, pages=(section.pk,))
    browser = client_for("skara.localhost", user=sponsor)
    page = f"/mina-gaster/{stay.pk}/"
    asked = browser.get(page).content.decode()
    assert "Stäng kontot …" in asked, "a word before it happens"
    assert "Bjud in igen" not in asked
    later = {"expires_on": (clock.today() + timedelta(days=40)).isoformat()}
    assert browser.post(f"{page}bjud-in-igen/", later).status_code == 422, "who is here is not asked back"
    browser.post(f"{page}avsluta/")
    assert "Bjud in igen" in browser.get(page).content.decode()
    stranger = client_for("skara.localhost", user=PersonFactory(editor=True))
    assert stranger.post(f"{page}bjud-in-igen/", later).status_code == 404
    demoted = client_for("skara.localhost", user=PersonFactory())
    assert demoted.post(f"{page}bjud-in-igen/", later).status_code == 403
    far = {"expires_on": (clock.today() + timedelta(days=800)).isoformat()}
    assert browser.post(f"{page}bjud-in-igen/", far).status_code == 422
    guest.refresh_from_db()
    assert not guest.is_active, "a refusal changes nothing"
    assert browser.post(f"{page}bjud-in-igen/", later).status_code == 302
    guest.refresh_from_db()
    stay.refresh_from_db()
    assert guest.is_active
    assert guest.last_day == stay.expires_on == clock.today() + timedelta(days=40)
    assert not guest.has_usable_password(), "only the new link opens it"
    assert stay.ended_at is None
    assert DirectoryEntry.objects.filter(user_uuid=guest.uuid, valid_to=stay.expires_on).exists()
    assert verbs()[-2:] == ["guests.end_stay", "guests.invite_again"]


def test_pf06_who_may_not_invite_reads_what_the_empty_list_is_for(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    page = client_for("skara.localhost", user=PersonFactory()).get("/mina-gaster/").content.decode()
    assert "Du kan inte bjuda in själv" in page
    assert "/mina-gaster/bjud-in/" not in page


def test_pf06_a_closed_account_is_opened_again_as_it_was_within_a_week(
    sponsor: User, client_for: Callable[..., SiteClient]
) -> None:
    guest = PersonFactory(guest=True, display_name="Robin Sten")
    stay = stay_row(sponsor=sponsor, user=guest)
    name = {"username": guest.username, "password": FACTORY_PASSWORD}
    theirs = client_for("skara.localhost")
    assert theirs.post("/logga-in/", name).status_code == 302
    host, page = client_for("skara.localhost", user=sponsor), f"/mina-gaster/{stay.pk}/"
    host.post(f"{page}avsluta/")
    assert client_for("skara.localhost").post("/logga-in/", name).status_code == 200, "a closed account opens with none"
    assert 'data-testid="reopen"' in host.get(page).content.decode()
    assert client_for("skara.localhost", user=PersonFactory(editor=True)).post(f"{page}angra/").status_code == 404
    assert client_for("skara.localhost", user=PersonFactory()).post(f"{page}angra/").status_code == 403
    assert host.post(f"{page}angra/").status_code == 302
    guest.refresh_from_db()
    assert (guest.is_active, guest.last_day) == (True, stay.expires_on)
    assert theirs.get("/").status_code == 302, "what ended stays ended"
    assert client_for("skara.localhost").post("/logga-in/", name).status_code == 302
    assert DirectoryEntry.objects.filter(user_uuid=guest.uuid, valid_to=stay.expires_on).exists()
    assert verbs() == ["guests.end_stay", "guests.reopen_stay"]

    host.post(f"{page}avsluta/")
    GuestStay.objects.update(ended_at=clock.now() - timedelta(days=7))
    assert 'data-testid="reopen"' not in host.get(page).content.decode()
    assert "Det går inte att ångra längre" in host.post(f"{page}angra/", follow=True).content.decode()
    guest.refresh_from_db()
    assert not guest.is_active
    assert guest.has_usable_password()
    mind_guests(actor=HOUSE, now=clock.now())
    guest.refresh_from_db()
    assert not guest.has_usable_password()
    assert AuditEntry.objects.filter(verb="guests.mind_guests").count() == 1
    mind_guests(actor=HOUSE, now=clock.now())
    assert AuditEntry.objects.filter(verb="guests.mind_guests").count() == 1, "once"


def test_pf06_an_invitation_that_was_taken_back_is_sent_again_unless_the_address_has_another(
    sponsor: User, client_for: Callable[..., SiteClient], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    stay = stay_row(sponsor=sponsor, email="robin@regionen.example")
    host, page = client_for("skara.localhost", user=sponsor), f"/mina-gaster/{stay.pk}/"
    host.post(f"{page}avsluta/")
    other = stay_row(sponsor=sponsor, email="Robin@regionen.example")
    assert "Det går inte att ångra längre" in host.post(f"{page}angra/", follow=True).content.decode()
    host.post(f"/mina-gaster/{other.pk}/avsluta/")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        host.post(f"{page}angra/")
    assert broker().llen("samverk") == 1
    stay.refresh_from_db()
    assert stay.ended_at is None

"""PF-52: the inbox. Newest first, one line a thing, unread until read, seen by nobody else."""

import re
from datetime import timedelta

import pytest

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.actions.mark_read import mark_read, mark_seen
from samverk.notifications.events import MyRole
from samverk.notifications.models import Event, Notice
from samverk.notifications.names import follow_name
from samverk.notifications.queries import COUNT_LIMIT, inbox, unread_count
from tenants.models import Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.telling import THING, Ref, Things, say

pytestmark = [pytest.mark.server]


def comments(person: User, *names: str, thing: str = "1") -> None:
    for name in names:
        say(by=PersonFactory(display_name=name), thing=thing, recipients={MyRole.FOLLOWER: [person.pk]})


def texts(person: User, **values: object) -> list[str]:
    return [line.text for line in inbox(viewer=person, **values).lines]  # type: ignore[arg-type]


def test_pf52_those_about_the_same_thing_are_one_line_newest_first(
    skara: Tenant, things: Things, employee: User
) -> None:
    comments(employee, "Per")
    assert texts(employee) == ["Per kommenterade Sak 1"]
    comments(employee, "Åsa")
    assert texts(employee) == ["Åsa och Per kommenterade Sak 1"]
    comments(employee, "Åsa", "Bo", "Lisa")
    comments(employee, "Per", thing="2")
    assert texts(employee) == ["Per kommenterade Sak 2", "Lisa och 3 till kommenterade Sak 1"]
    say(by=PersonFactory(display_name="Eva"), recipients={MyRole.ADDRESSED: [employee.pk]})
    say(by=None, thing="3", recipients={MyRole.FOLLOWER: [employee.pk]})
    things.titles["2"] = "Nytt namn"
    assert texts(employee) == [
        "Sak 3 har kommenterats", "Eva nämnde dig i Sak 1", "Per kommenterade Nytt namn",
        "Lisa och 3 till kommenterade Sak 1",
    ]  # fmt: skip


def test_pf52_the_inbox_page_marks_and_undoes(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    assert "Här är det tomt" in signed_in.get("/inkorg/").content.decode()
    comments(employee, "Per", "Åsa")
    comments(employee, "Bo", thing="2")
    page = signed_in.get("/inkorg/").content.decode()
    assert "Du har 3 olästa aviseringar." in page
    assert "Inkorg: 3 olästa" in page, "the badge in the frame"
    only = re.search(r'name="only" value="([\d,]+)"', page)
    assert only
    first = signed_in.post("/inkorg/lasta/", {"only": only[1], "visa": "olasta"})
    assert unread_count(employee.pk) == 2
    undo = signed_in.get(first["Location"]).content.decode()
    moment = re.search(r'name="moment" value="([^"]+)"', undo)
    assert moment
    signed_in.post("/inkorg/olasta/", {"moment": moment[1].replace("&#x27;", "'")})
    assert unread_count(employee.pk) == 3
    newest = Notice.objects.filter(user=employee).order_by("pk").last()
    assert newest is not None
    comments(employee, "Ny", thing="3")
    signed_in.post("/inkorg/lasta/", {"up_to": newest.pk})
    assert texts(employee, only_unread=True) == ["Ny kommenterade Sak 3"], "what came meanwhile is still unread"
    signed_in.post("/inkorg/lasta/", {"only": "x,1e9,99999999999999999999"})
    assert unread_count(employee.pk) == 1
    mark_read(actor=HOUSE, user=employee, now=clock.now())
    assert "Inget är oläst" in signed_in.get("/inkorg/?visa=olasta").content.decode()
    assert not AuditEntry.objects.filter(verb__contains="read").exists(), "LAW-12"


def test_pf52_opening_leads_to_the_thing_and_all_about_it_is_read(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    comments(employee, "Per", "Åsa")
    comments(employee, "Bo", thing="2")
    line = inbox(viewer=employee).lines[-1]
    assert signed_in.get(f"/inkorg/{line.pk}/")["Location"] == "/sak/1/"
    assert texts(employee, only_unread=True) == ["Bo kommenterade Sak 2"]
    mark_seen(actor=HOUSE, user=employee, ref=Ref(THING, "2"), now=clock.now())
    assert unread_count(employee.pk) == 0
    Event.objects.update(url="https://evil.example/")
    assert signed_in.get(f"/inkorg/{line.pk}/")["Location"] == "/inkorg/", "never out of the site"


def test_pf52_nobody_reads_marks_or_opens_anothers(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    other = PersonFactory()
    comments(other, "Per")
    notice = Notice.objects.get(user=other)
    assert signed_in.get(f"/inkorg/{notice.pk}/").status_code == 404
    signed_in.post("/inkorg/lasta/", {"only": str(notice.pk)})
    signed_in.post("/inkorg/lasta/", {"up_to": str(notice.pk)})
    assert unread_count(other.pk) == 1
    assert texts(employee) == []


def test_pf52_what_may_not_be_seen_any_more_is_not_in_the_inbox(skara: Tenant, things: Things, employee: User) -> None:
    comments(employee, "Per")
    things.shut_out["1"] = {employee.pk}
    assert texts(employee) == []


def test_law24_a_protected_name_is_hidden_in_what_was_told_before(
    skara: Tenant, things: Things, employee: User
) -> None:
    hidden = PersonFactory(display_name="Karin Hemlig")
    say(
        by=hidden,
        title="Karin Hemlig bytte tid",
        excerpt="Hälsar Karin Hemlig",
        recipients={MyRole.OWNER: [employee.pk]},
    )
    User.objects.filter(pk=hidden.pk).update(display_name="Medarbetare 17", is_protected=True)
    hidden.refresh_from_db()
    follow_name(user=hidden, before="Karin Hemlig")
    event = Event.objects.get()
    assert (event.title, event.excerpt) == ("Medarbetare 17 bytte tid", "Hälsar Medarbetare 17")
    assert texts(employee) == ["Medarbetare 17 kommenterade Sak 1"]


def test_pf52_pages_of_the_inbox_hold_everything_once(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    writer = PersonFactory()
    for number in range(130):
        say(by=writer, thing=str(number), expand=False, recipients={MyRole.FOLLOWER: [employee.pk]})
    say(by=writer, thing="last", recipients={MyRole.FOLLOWER: [employee.pk]})
    seen: list[str] = []
    before: int | None = None
    while True:
        page = inbox(viewer=employee, before=before)
        seen += [line.text for line in page.lines]
        if page.older is None:
            break
        before = page.older
    assert len(seen) == len(set(seen)) == 131
    assert "sak last" in seen[0].lower()
    assert unread_count(employee.pk) == COUNT_LIMIT
    assert "99+" in signed_in.get("/inkorg/").content.decode()


def test_pf52_the_inbox_asks_as_much_for_2_as_for_2000(
    skara: Tenant, things: Things, signed_in: SiteClient, employee: User
) -> None:
    comments(employee, "Per", "Bo")
    signed_in.get("/inkorg/")
    with assert_query_budget(12) as few:
        signed_in.get("/inkorg/")
    writer, now = PersonFactory(), clock.now()
    events = Event.objects.bulk_create(
        Event(
            kind="test.comment", key=f"b{number}", ref_kind=THING, ref_key=str(number % 40), title="x", url="/",
            by=writer, created_at=now - timedelta(minutes=number), expanded_at=now,
        )
        for number in range(2000)
    )  # fmt: skip
    Notice.objects.bulk_create(
        Notice(event=event, user=employee, my_role=MyRole.FOLLOWER, created_at=event.created_at) for event in events
    )
    with assert_query_budget(len(few)):
        signed_in.get("/inkorg/")


def test_support_has_no_inbox(skara: Tenant, client_for: object) -> None:
    person = PersonFactory(issuer="urn:samverk:support")
    assert client_for("skara.localhost", user=person).get("/inkorg/").status_code == 403  # type: ignore[operator]

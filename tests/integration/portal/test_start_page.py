"""One's own start page: arranged, with what waits and what happens (PF-16, PF-25)."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import forget_memberships, person_key
from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import DayLine, SiteFacts, TaskLine, my_day, my_tasks, site_facts
from samverk.portal.elsewhere.actions.fetch_glances import fetch_glances
from samverk.portal.models import Desk, Reminder
from tenants.models import Tenant
from tenants.queries import active_schema
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.portal import system_row

pytestmark = [pytest.mark.server]


def test_pf16_a_person_arranges_hides_and_restores_without_a_script(signed_in: SiteClient, employee: User) -> None:
    system_row("Lön")

    def places() -> list[int]:
        text = signed_in.get("/").content.decode()
        return [text.find("Att göra"), text.find("Mina system")]

    def act(box: str, move: str) -> int:
        return signed_in.post("/ordna-start/", {"ruta": box, "gor": move}).status_code

    assert places()[0] < places()[1]
    assert act("systems", "up") == 302
    assert 0 < places()[1] < places()[0]
    assert act("to_do", "hide") == 302
    assert places()[0] == -1
    assert "Att göra" in signed_in.get("/ordna-start/").content.decode(), "there it can be brought back"
    assert act("to_do", "show") == 302
    assert act("", "reset") == 302
    assert places()[0] < places()[1]
    assert (act("finns_inte", "up"), act("systems", "explode"), act("support", "hide")) == (404, 404, 404)
    assert AuditEntry.objects.filter(verb="portal.arrange_start").count() == 4
    other = SiteClient("skara.localhost").sign_in(PersonFactory())
    assert "Att göra" in other.get("/").content.decode()
    assert Desk.objects.count() == 1


def test_pf16_what_waits_and_what_happens_today_is_on_the_page(
    signed_in: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = clock.today()
    late = TaskLine("Godkänn gästens besök", "/gaster/", due=today - timedelta(days=1), note="Gäster")
    monkeypatch.setitem(my_tasks._entries, "test", lambda user, day: [TaskLine("Läs sen", "/sen/"), late])
    lunch = DayLine("Frukostmöte", "/mote/", begins=clock.now(), place="Stora Torget")
    monkeypatch.setitem(my_day._entries, "test", lambda user, day: [lunch])
    text = signed_in.get("/").content.decode()
    assert text.index("Godkänn gästens besök") < text.index("Läs sen"), "what is due first comes first"
    assert "data-late" in text
    assert "Stora Torget" in text
    assert f"v. {today.isocalendar().week}" in text


def test_pf16_reminders_are_ones_own_and_can_be_undone(signed_in: SiteClient, employee: User) -> None:
    today = clock.today()
    for _twice in range(2):
        assert signed_in.post("/paminnelser/", {"text": "Ring vaktmästaren", "due": today}).status_code == 302
    signed_in.post("/paminnelser/", {"text": "Långt fram", "due": today + timedelta(days=9)})
    row = Reminder.objects.get(text="Ring vaktmästaren")
    start = signed_in.get("/").content.decode()
    assert "Ring vaktmästaren" in start
    assert "Långt fram" not in start
    stranger = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
    assert stranger.post(f"/paminnelser/{row.pk}/", {"klar": "1"}).status_code == 404
    assert "Ring vaktmästaren" not in stranger.get("/").content.decode()
    signed_in.post(f"/paminnelser/{row.pk}/", {"klar": "1", "next": "/"})
    assert "Ring vaktmästaren" not in signed_in.get("/").content.decode()
    signed_in.post(f"/paminnelser/{row.pk}/", {"klar": "0", "next": "/"})
    assert "Ring vaktmästaren" in signed_in.get("/").content.decode()
    assert AuditEntry.objects.filter(verb="portal.add_reminder").count() == 2
    assert AuditEntry.objects.filter(verb="portal.tick_reminder").count() == 2
    assert not AuditEntry.objects.filter(details__icontains="vaktmästaren").exists(), "the log holds no content"


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms that tell what they are asked, and where."""
    told = SiteFacts(
        unread=lambda user: 3,
        headlines=lambda user, count: [(f"Rubrik i {active_schema()}", "/nyheter/a b/", clock.now())] * count,
    )
    monkeypatch.setattr(site_facts, "_entries", {"test": told})


def test_pf16_my_other_sites_tell_what_waits_and_never_when_i_have_left(sites: SimpleNamespace, facts: None) -> None:
    with site(sites.skara):
        person = PersonFactory()
        enter_in_directory(actor=HOUSE, user=person, valid_from=clock.today())
    for tenant in (sites.gvs12, sites.hjo):
        with site(tenant):
            there = PersonFactory(issuer=person.issuer, subject=person.subject)
            if tenant is sites.gvs12:
                enter_in_directory(actor=HOUSE, user=there, valid_from=clock.today())
    with site(sites.skara):
        client = SiteClient("skara.localhost").sign_in(person)
        assert "Rubrik i" not in client.get("/").content.decode(), "the page fetches nothing itself"
        assert fetch_glances(actor=HOUSE, user=person, now=clock.now()) == 1, "no membership, no question"
        text = client.get("/").content.decode()
        assert "Rubrik i gvs12" in text
        assert "/anslut/skara/?next=/nyheter/a%20b/" in text
        assert "Rubrik i hjo" not in text
        assert "3 olästa" in text
        colleague = SiteClient("skara.localhost").sign_in(PersonFactory())
        assert "Rubrik i" not in colleague.get("/").content.decode()
    with site(sites.gvs12):
        DirectoryEntry.objects.filter(schema_name="gvs12").delete()
    forget_memberships(person_key(issuer=person.issuer, subject=person.subject))
    with site(sites.skara):
        assert "Rubrik i" not in client.get("/").content.decode(), "left, and what was fetched is not shown"
        assert fetch_glances(actor=HOUSE, user=person, now=clock.now()) == 0
        assert Desk.objects.get(user=person).glances == {}
        assert AuditEntry.objects.filter(verb="portal.fetch_glances").count() == 1


def test_pf60_what_cooperations_publish_stands_among_the_news_by_age(
    sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    lines = [("Möte i dag", "/nyheter/mote/", now), ("Enkät förra veckan", "/nyheter/enkat/", now - timedelta(days=8))]
    monkeypatch.setattr(site_facts, "_entries", {"test": SiteFacts(headlines=lambda user, count: lines[:count])})
    with site(sites.skara):
        person = PersonFactory()
        enter_in_directory(actor=HOUSE, user=person, valid_from=clock.today())
        client = SiteClient("skara.localhost").sign_in(person)
    for tenant in (sites.gvs12, sites.mall):
        with site(tenant):
            there = PersonFactory(issuer=person.issuer, subject=person.subject)
            enter_in_directory(actor=HOUSE, user=there, valid_from=clock.today())
    with site(sites.skara):
        assert fetch_glances(actor=HOUSE, user=person, now=now) == 2
        only = news_of(client)
        assert only == ["Möte i dag", "Enkät förra veckan"], "also where nothing is published here"
        for days in (1, 5, 12):
            own = NewsPageFactory(title=f"Vår nyhet, {days} dagar")
            NewsPage.objects.filter(pk=own.pk).update(out_since=now - timedelta(days=days))
        assert news_of(client) == [
            "Vår nyhet, 1 dagar", "Möte i dag", "Vår nyhet, 5 dagar", "Enkät förra veckan", "Vår nyhet, 12 dagar",
        ]  # fmt: skip
        page = client.get("/").content.decode()
        assert "<span>GVS12</span>" in page
        assert page.count("Möte i dag") == 2, "once among the news, and once with the model municipality's site"
        assert news_of(SiteClient("skara.localhost").sign_in(PersonFactory())) == [
            "Vår nyhet, 1 dagar", "Vår nyhet, 5 dagar", "Vår nyhet, 12 dagar",
        ]  # fmt: skip


def news_of(client: SiteClient) -> list[str]:
    """Titles of the box of news, from the top."""
    box = BeautifulSoup(client.get("/").content, "html.parser").find("section", {"aria-labelledby": "nytt"})
    return [heading.get_text(strip=True) for heading in box.find_all("h3")]


def test_pf16_a_closed_account_elsewhere_tells_nothing(sites: SimpleNamespace, facts: None) -> None:
    with site(sites.skara):
        person = PersonFactory()
        enter_in_directory(actor=HOUSE, user=person, valid_from=clock.today())
    with site(sites.gvs12):
        there = PersonFactory(issuer=person.issuer, subject=person.subject, last_day=clock.today() - timedelta(days=1))
        enter_in_directory(actor=HOUSE, user=there, valid_from=clock.today())
    with site(sites.skara):
        assert fetch_glances(actor=HOUSE, user=person, now=clock.now()) == 0


def test_pf23_the_site_can_be_installed_and_keeps_nothing_personal(
    skara: Tenant, signed_in: SiteClient, employee: User
) -> None:
    nobody = SiteClient("skara.localhost")
    manifest = nobody.get("/manifest.webmanifest").json()
    assert manifest["name"] == "Skara kommun"
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/")
    for icon in manifest["icons"]:
        assert nobody.get(icon["src"]).content.startswith(b"\x89PNG")
    worker = nobody.get("/sw.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    kept = json.loads("[" + worker.content.decode().split("const FILES = [")[1].split("]")[0] + "]")
    assert kept
    assert all(part.startswith(("/static/", "/-/tema/")) for part in kept)
    offline = signed_in.get("/offline/")
    assert employee.display_name not in offline.content.decode()
    assert "no-store" in offline["Cache-Control"]
    assert nobody.get("/offline/").status_code == 302

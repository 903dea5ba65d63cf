"""TN-02, TN-12: a new site's first maintainer gets a link that opens once, and nobody at the operator the password."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.first_links.actions.issue_link import NoLinkHere, SomebodyIsIn, issue_link
from samverk.identity.first_links.actions.use_link import LinkClosed, use_link
from samverk.identity.first_links.models import FirstLink
from samverk.identity.groups import SYSTEM_MAINTAINERS
from samverk.identity.models import User
from samverk.identity.rights.lockout import LastMaintainer, keeping_a_maintainer, maintainers
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.told import OLLE, told

pytestmark = [pytest.mark.server, pytest.mark.django_db]
PAGE = "/drift/skara/forsta-konto/"
GIVEN = {"display_name": "Lisa Lund", "username": "Lisa.Lund@skara.example"}
WORD = "havre och blåklint i ett dike"


@pytest.fixture
def olle(sites: SimpleNamespace) -> SiteClient:
    return SiteClient("localhost").sign_in(PersonFactory(operator=True, display_name="Olle Drift"))


def link_in(page: str) -> str:
    found = re.search(r'"link">http://skara\.localhost(/forsta-losenord/[\w-]{43}/)<', page)
    assert found, page
    return found[1]


def test_tn02_the_first_maintainer_chooses_a_password_that_nobody_else_has_seen(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    empty = olle.post(PAGE, {"display_name": "", "username": "Å"})
    assert empty.status_code == 422
    assert "Skriv vad personen heter." in empty.content.decode()
    first = link_in(olle.post(PAGE, GIVEN).content.decode())
    with site(sites.skara):
        user = User.objects.get(username="lisa.lund@skara.example")
        assert not user.has_usable_password()
        assert [group.name for group in user.groups.all()] == [SYSTEM_MAINTAINERS]
        kept = FirstLink.objects.get()
        assert first.split("/")[2] not in f"{kept.link_hash}{list(AuditEntry.objects.values_list('details'))}"
        assert user not in maintainers(), "who has not come in keeps no site from being locked"
    path = link_in(olle.post(PAGE, GIVEN).content.decode())
    browser = SiteClient("skara.localhost")
    assert browser.get(first).status_code == 404, "a new link shuts the one before"
    assert SiteClient("hjo.localhost").get(path).status_code == 404, "the link is this site's"
    shown = browser.get(path)
    assert "lisa.lund@skara.example" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert browser.post(path, {"password": "kort", "again": "kort"}).status_code == 422
    done = browser.post(path, {"password": WORD, "again": WORD})
    assert (done.status_code, done["Location"]) == (302, "/administration/")
    assert browser.get("/administration/").status_code == 200
    assert SiteClient("skara.localhost").get(path).status_code == 404, "once"
    with site(sites.skara):
        with pytest.raises(LinkClosed):
            use_link(actor=HOUSE, token=path.split("/")[2], password=WORD, now=clock.now())
        assert user in maintainers()
    again = SiteClient("skara.localhost").post("/logga-in/", {"username": user.username, "password": WORD})
    assert again.status_code == 302
    assert [name for _who, name, _result in told("first_links.issue_link")["skara"]] == ["Olle Drift"] * 2
    assert len(told("first_links.issue_link")["drift"]) == 2
    assert [name for _who, name, _result in told("first_links.use_link")["skara"]] == ["Lisa Lund"]
    assert told("identity.create_local_account").keys() == {"skara"}


def test_tn12_a_site_that_looks_after_itself_gets_no_more_keys_from_the_operator(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    with site(sites.skara):
        maintainer = PersonFactory(maintainer=True)
    assert olle.post(PAGE, GIVEN).status_code == 200, "nobody has come in yet"
    SiteClient("skara.localhost").sign_in(maintainer)
    refused = olle.post(PAGE, {**GIVEN, "username": "en.till@skara.example"})
    assert refused.status_code == 422
    assert "har en systemförvaltare som har loggat in" in refused.content.decode()
    with site(sites.skara):
        assert not User.objects.filter(username="en.till@skara.example").exists()
    page = olle.get(PAGE).content.decode()
    assert 'data-testid="first-link"' not in page
    with pytest.raises(SomebodyIsIn):
        issue_link(actor=OLLE, tenant=sites.skara, username="en.till@skara.example", now=clock.now())
    with operator_site(), pytest.raises(NoLinkHere):
        issue_link(actor=OLLE, tenant=sites.drift, username="nyckel", now=clock.now())


def test_tn02_a_link_is_taken_back_and_made_again_and_ends_after_a_week(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    path = link_in(olle.post(PAGE, GIVEN).content.decode())
    with site(sites.skara):
        user = User.objects.get(username="lisa.lund@skara.example")
        PersonFactory(username="anna.ek@skara.example")
    taken = olle.post(PAGE, {**GIVEN, "username": "anna.ek@skara.example"})
    assert taken.status_code == 422
    assert "Det finns redan ett konto" in taken.content.decode()
    back = olle.post(f"{PAGE}{user.uuid}/ta-tillbaka/", follow=True).content.decode()
    assert "går inte att använda längre" in back
    assert 'data-testid="waiting"' not in back
    assert SiteClient("skara.localhost").get(path).status_code == 404
    with site(sites.skara):
        assert not User.objects.get(pk=user.pk).is_active
        assert not DirectoryEntry.objects.filter(user_uuid=user.uuid).exists()
    path = link_in(olle.post(PAGE, GIVEN).content.decode())
    assert SiteClient("skara.localhost").get(path).status_code == 200
    assert told("first_links.withdraw_link").keys() == {"skara", "drift"}
    with site(sites.skara):
        assert FirstLink.objects.get().expires_at - clock.now() > timedelta(days=6, hours=23)
        FirstLink.objects.update(expires_at=clock.now())
    assert SiteClient("skara.localhost").get(path).status_code == 404
    assert "Länken har gått ut" in olle.get(PAGE).content.decode()
    none = olle.post(f"{PAGE}{OLLE.uuid}/ta-tillbaka/", follow=True).content.decode()
    assert "Ingenting är ändrat" in none


def test_pf02_an_account_that_waits_is_nobody_to_leave_the_site_to(olle: SiteClient, sites: SimpleNamespace) -> None:
    with site(sites.skara):
        last = PersonFactory(maintainer=True)
    olle.post(PAGE, GIVEN)
    with site(sites.skara), pytest.raises(LastMaintainer), keeping_a_maintainer():
        User.objects.filter(pk=last.pk).update(is_active=False)


def test_law52_the_door_is_counted(sites: SimpleNamespace, settings: object) -> None:
    limits = settings.SAMVERK_RATE_LIMITS  # type: ignore[attr-defined]
    settings.SAMVERK_RATE_LIMITS = {**limits, "first_links:choose": {"address": "3/15 minutes"}}  # type: ignore[attr-defined]
    browser = SiteClient("skara.localhost")
    assert [browser.get("/forsta-losenord/x/").status_code for _time in range(4)] == [404, 404, 404, 429]

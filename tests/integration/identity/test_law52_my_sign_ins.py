"""A person sees where they are signed in, and ends what they do not know (LAW-52)."""

from types import SimpleNamespace

import pytest

from samverk.identity.devices.models import SignedIn
from samverk.identity.devices.naming import device_name
from samverk.identity.models import User
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.server]
PATH = "/mina-inloggningar/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def enter(person: User, host: str = "skara.localhost", agent: str = FIREFOX, address: str = "10.0.0.1") -> SiteClient:
    browser = SiteClient(host, HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    answer = browser.post("/logga-in/", {"username": person.username, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def is_in(browser: SiteClient) -> bool:
    return browser.get("/mina-webbplatser/").status_code == 200


@pytest.fixture
def anna(skara: Tenant) -> User:
    return PersonFactory(username="anna")


def test_law52_one_sees_device_address_and_time_of_each(anna: User) -> None:
    enter(
        anna, agent="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/605", address="10.9.9.9"
    )
    here = enter(anna)
    page = here.get(PATH).content.decode()
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    assert "10.9.9.9" in page
    assert page.count("Den du använder nu") == 1


def test_law52_the_others_are_out_at_their_next_request(anna: User) -> None:
    elsewhere = [enter(anna) for _number in range(2)]
    here = enter(anna)
    colleague = enter(PersonFactory(username="bertil"))
    answer = here.post(PATH, follow=True)
    assert "2 inloggningar är avslutade." in answer.content.decode()
    assert [is_in(browser) for browser in elsewhere] == [False, False]
    assert is_in(here)
    assert is_in(colleague)
    entry = AuditEntry.objects.filter(verb="identity.end_sessions").get()
    assert (entry.actor_uuid, entry.details, entry.right) == (anna.uuid, {"count": 2}, "own")


def test_law52_one_of_them_is_ended_and_only_that(anna: User) -> None:
    first, second, here = enter(anna), enter(anna), enter(anna)
    number = SignedIn.objects.get(session_key=first.session.session_key).pk
    here.post(PATH, {"only": number})
    assert (is_in(first), is_in(second), is_in(here)) == (False, True, True)


@pytest.mark.parametrize("only", ["{other}", "0", "-1", "x", "9" * 30])
def test_law52_nobody_elses_is_ended(only: str, anna: User) -> None:
    colleague = enter(PersonFactory(username="bertil"))
    mine = enter(anna)
    here = enter(anna)
    number = SignedIn.objects.get(session_key=colleague.session.session_key).pk
    here.post(PATH, {"only": only.format(other=number)})
    assert is_in(colleague)
    assert is_in(mine), "a number that is nobody's is not all of them"


def test_law52_signing_out_takes_the_line_away(anna: User) -> None:
    elsewhere, here = enter(anna), enter(anna)
    elsewhere.post("/logga-ut/")
    page = here.get(PATH).content.decode()
    assert page.count("Firefox, Windows</th>") == 1
    assert "Du är inte inloggad någon annanstans." in page


def test_law52_a_site_shows_its_own_sign_ins_only(sites: SimpleNamespace) -> None:
    with site(sites.hjo):
        enter(PersonFactory(username="anna"), host="hjo.localhost", address="10.7.7.7")
    with site(sites.skara):
        page = enter(PersonFactory(username="anna")).get(PATH).content.decode()
    assert "10.7.7.7" not in page


def test_law52_the_list_is_the_same_number_of_queries_for_2_and_40(anna: User) -> None:
    here = enter(anna)
    counts = []
    for more in (1, 38):
        for _number in range(more):
            enter(anna)
        here.get(PATH)
        with assert_query_budget(12) as queries:
            here.get(PATH)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537 Chrome/140.0 Safari/537", "Chrome, ChromeOS"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/140.0 Mobile Safari/537", "Chrome, Android"),
        ("curl/8", "Okänd webbläsare"),
        ("<script>alert(1)</script>", "Okänd webbläsare"),
    ],
)
def test_a_browser_is_told_in_words(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_law52_another_password_ends_the_other_sessions_and_the_old_one_opens_nothing(anna: User) -> None:
    here, there = enter(anna), enter(anna, address="10.0.0.2")
    wrong = {"old": "fel", "new": "fyra lugna gula bussar", "again": "fyra lugna gula bussar"}
    assert here.post("/mitt-losenord/", wrong).status_code == 422
    unequal = {**wrong, "old": PASSWORD, "again": "fyra"}
    assert "inte lika" in here.post("/mitt-losenord/", unequal).content.decode()
    common = {"old": PASSWORD, "new": "password1234", "again": "password1234"}
    assert here.post("/mitt-losenord/", common).status_code == 422
    assert is_in(there)
    assert here.post("/mitt-losenord/", {**wrong, "old": PASSWORD}).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    sign_in = [
        SiteClient("skara.localhost").post("/logga-in/", {"username": "anna", "password": word}).status_code
        for word in (PASSWORD, "fyra lugna gula bussar")
    ]
    assert sign_in == [200, 302]
    lines = AuditEntry.objects.filter(verb="identity.change_password").order_by("id")
    assert list(lines.values_list("result", flat=True)) == ["refused", "done"]
    assert "bussar" not in "".join(str(line.details) for line in lines)


def test_law52_who_signs_in_elsewhere_is_told_where_the_password_is_changed(anna: User) -> None:
    browser = enter(anna)
    User.objects.filter(pk=anna.pk).update(password="!")
    anna.refresh_from_db()
    browser = SiteClient("skara.localhost").sign_in(anna)
    assert "Byt lösenordet där" in browser.get("/mitt-losenord/").content.decode()

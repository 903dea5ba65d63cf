"""Odd requests, a proxy in front, the cache away, the database away: a page that says so, never a bare 500."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import OperationalError
from django.test import RequestFactory
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import ConnectionError as RedisConnectionError

from samverk.identity import throttle
from samverk.identity.devices.models import SignedIn
from samverk.identity.oidc.here.models import ProviderSession
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.project.timers import sweep_sessions
from tenants import middleware
from tenants.cache_backend import ForgivingCache
from tenants.models import Tenant
from tenants.queries import url_on
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]


@pytest.mark.parametrize("path", ["/?x=%00", "/logga-in/?next=%00", "/overlamning/?till=%00&webblasare=" + 64 * "a"])
def test_a_nul_in_the_query_is_400_with_a_page(path: str, signed_in: SiteClient) -> None:
    answer = signed_in.get(path)
    assert answer.status_code == 400
    assert "Vi förstod inte" in answer.content.decode()


def test_a_nul_in_a_cookie_is_400_with_a_page(skara: Tenant) -> None:
    answer = SiteClient("skara.localhost").get("/logga-in/", headers={"cookie": r'samverk="aaaaaaaaaaaa\000b"'})
    assert answer.status_code == 400
    assert "Vi förstod inte" in answer.content.decode()


@pytest.mark.parametrize("path", ["/reagera/", "/sprak/", "/logga-ut/"])
def test_an_address_that_takes_a_form_shows_a_page_to_whoever_opens_it(path: str, signed_in: SiteClient) -> None:
    response = signed_in.get(path, headers={"accept": "text/html"})
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert "Adressen tar emot ett formulär" in response.content.decode()
    assert signed_in.get(path, headers={"accept": "application/json"}).content == b""


def test_pf12_the_address_of_the_form_for_posts_leads_to_the_feed(signed_in: SiteClient) -> None:
    """One comes back to it by changing language after a look at the post."""
    response = signed_in.get("/inlagg/skriv/")
    assert (response.status_code, response.headers["Location"]) == (302, "/inlagg/#skriv")


@pytest.mark.parametrize("number", ["00000199999999999999999999", "0", "-1", "x", "9" * 30])
def test_an_odd_number_of_a_page_is_the_first_page(number: str, signed_in: SiteClient) -> None:
    assert signed_in.get(f"/foljer/?sida={number}").status_code == 200


def test_a_nul_in_a_post_that_is_kept_is_left_out(signed_in: SiteClient) -> None:
    assert signed_in.post("/inlagg/utkast/", {"text": "Ett\0 ord"}).status_code < 400
    assert "Ett ord" in signed_in.get("/inlagg/").content.decode()


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "nonsense", "rot13"])
def test_a_form_in_an_odd_charset_is_400_with_a_page(charset: str, skara: Tenant) -> None:
    content_type = f"application/x-www-form-urlencoded; charset={charset}"
    answer = SiteClient("skara.localhost").generic("POST", "/logga-in/", b"username=a", content_type=content_type)
    assert answer.status_code == 400
    assert "Vi förstod inte" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["foo", "nyheter", "identity:sign_in", "javascript:alert(1)", "//x.example/", "\\x"])
def test_where_to_go_next_is_an_address_of_this_site_or_the_start_page(wanted: str, skara: Tenant) -> None:
    PersonFactory(username="anna")
    values = {"username": "anna", "password": "blåklint och havre", "next": wanted}
    assert SiteClient("skara.localhost").post("/logga-in/", values)["Location"] == "/"
    assert SiteClient("skara.localhost").post("/sprak/", {"language": "en", "next": wanted})["Location"] == "/"


@pytest.mark.parametrize(
    ("host", "secure", "leads"),
    [
        ("skara.se", True, "https://hjo.se/x/"),
        ("skara.se:443", True, "https://hjo.se/x/"),
        ("skara.se", False, "http://hjo.se/x/"),
        ("skara.localhost:8000", False, "http://hjo.se:8000/x/"),
    ],
)
def test_links_between_sites_have_the_port_the_browser_knows_not_the_servers(
    host: str, secure: bool, leads: str
) -> None:
    request = RequestFactory().get("/", headers={"host": host}, secure=secure, SERVER_PORT="8300")
    assert url_on(request=request, host="hjo.se", path="/x/") == leads


@pytest.fixture
def cache_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The cache's address leads to a socket where nobody answers."""
    for alias in caches:
        monkeypatch.setattr(caches[alias], "_servers", [f"unix://{tmp_path}/nobody.sock"])
        monkeypatch.delattr(caches[alias], "_cache", raising=False)
        caches[alias].__dict__.pop("_cache", None)
    monkeypatch.setattr(ForgivingCache, "_resting_until", 0.0)


def test_without_the_cache_pages_are_served(signed_in: SiteClient, cache_away: None) -> None:
    for path in ("/", "/nyheter/", "/organisation/", "/mina-webbplatser/"):
        assert signed_in.get(path).status_code == 200, path


def test_a_cache_that_is_away_is_left_alone_for_a_while(cache_away: None, db: None) -> None:
    cache = caches["default"]
    assert cache.get("x", "otherwise") == "otherwise"
    assert ForgivingCache._resting_until > 0
    cache.set("x", 1)
    assert cache.get_many(["x"]) == {}
    assert (cache.add("x", 1), cache.delete("x"), cache.has_key("x")) == (False, False, False)
    assert cache.add_or_get("x", 1.5, timeout=9) == 1.5, "as if another had been first"


def test_without_the_database_the_answer_is_503_and_says_when_to_come_back(
    skara: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(host: str) -> Tenant:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(middleware, "tenant_for_host", away)
    monkeypatch.setattr(middleware.connection, "close", lambda: None)
    answer = SiteClient("skara.localhost").get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Vi är strax tillbaka" in answer.content.decode()
    assert "server closed" not in answer.content.decode()


def test_without_the_counters_attempts_are_still_counted(skara: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> MovingWindowRateLimiter:
        raise RedisConnectionError

    monkeypatch.setattr(throttle, "_limiter", away)
    throttle._own_memory.cache_clear()
    PersonFactory(username="anna")
    browser = SiteClient("skara.localhost")
    wrong = {"username": "anna", "password": "fel"}
    assert [browser.post("/logga-in/", wrong).status_code for _attempt in range(9)] == [200] * 8 + [429]
    right = {"username": "bertil", "password": "blåklint och havre"}
    PersonFactory(username="bertil")
    assert browser.post("/logga-in/", right).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    proxies: int, header: str, address: str, skara: Tenant, settings: SimpleNamespace
) -> None:
    settings.SAMVERK_PROXIES = proxies
    wrong = {"username": "anna", "password": "fel"}
    SiteClient("skara.localhost").post("/logga-in/", wrong, headers={"x-forwarded-for": header})
    assert AuditEntry.objects.get(verb="identity.sign_in", result="refused").address == address


def test_sessions_that_have_run_out_are_forgotten(skara: Tenant, signed_in: SiteClient) -> None:
    signed_in.get("/")
    now, here = clock.now(), signed_in.cookies["samverk"].value
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(seconds=1))
    person = PersonFactory()
    for key in ("old", here):
        SignedIn.objects.filter(session_key=key).delete()
        SignedIn.objects.create(user=person, session_key=key, device="Firefox", began_at=now)
        ProviderSession.objects.create(
            user=person, session_key=key, provider_key="skaras", subject_hash="0" * 64, began_at=now
        )
    sweep_sessions.run()
    for kept in (Session, SignedIn, ProviderSession):
        assert list(kept.objects.values_list("session_key", flat=True)) == [here]

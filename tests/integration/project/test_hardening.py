"""Headers on every kind of answer, the policy's report address, limits on costly doors, secrets that are secret."""

import ast
import json
import logging
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from redis.exceptions import ConnectionError as NoStore

from samverk.project.secrets_check import complaints, refuse_guessable_secrets
from tenants.actions.change_state import change_state
from tenants.models import State, Tenant
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, PersonFactory, PictureFactory
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server]
HEADERS = (
    "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
)  # fmt: skip


def page(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/")


def sign_in_page(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return SiteClient("skara.localhost").get("/logga-in/")


def redirect(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return SiteClient("skara.localhost").get("/")


def denied(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/skriv-nyhet/")


def missing(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/finns-inte/")


def wrong_method(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/logga-ut/")


def forged_form(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return SiteClient("skara.localhost", enforce_csrf_checks=True).post("/logga-in/", {"username": "a"})


def broken(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    def fall(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    here.monkeypatch.setattr("samverk.people.views.organisation.require_directory", fall)
    browser.raise_request_exception = False
    return browser.get("/organisation/")


def unknown_host(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return SiteClient("okand.localhost").get("/")


def paused(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    with operator_site():
        from samverk.kernel.actions.record_audit import HOUSE

        change_state(actor=HOUSE, tenant=Tenant.objects.get(slug="skara"), state=State.SUSPENDED)
    return browser.get("/")


def health(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/-/halsa/")


def theme(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/-/tema/000000000000.css")


def picture(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get("/filer/" + PictureFactory().get_rendition("fill-320x240|format-webp").file.name)


def document(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.get(DocumentFactory().url)


def admin(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return SiteClient("skara.localhost").sign_in(PersonFactory(editor=True)).get("/redaktion/")


def report(browser: SiteClient, here: SimpleNamespace) -> HttpResponse:
    return browser.post("/-/csp/", "{}", content_type="application/csp-report")


KINDS: dict[Callable[[SiteClient, SimpleNamespace], HttpResponse], int] = {
    page: 200, sign_in_page: 200, redirect: 302, denied: 403, missing: 404, wrong_method: 405, forged_form: 403,
    broken: 500, unknown_host: 404, paused: 503, health: 200, theme: 200, picture: 200, document: 200, admin: 200,
    report: 204,
}  # fmt: skip


@pytest.mark.parametrize("ask", KINDS, ids=lambda ask: ask.__name__)
def test_law52_every_kind_of_answer_carries_the_headers(
    ask: Callable[[SiteClient, SimpleNamespace], HttpResponse],
    skara: Tenant,
    signed_in: SiteClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    response = ask(signed_in, SimpleNamespace(monkeypatch=monkeypatch))
    assert response.status_code == KINDS[ask]
    assert [name for name in HEADERS if not response.headers.get(name)] == []
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == ("SAMEORIGIN" if ask is admin else "DENY")
    assert "Server" not in response.headers


def test_law52_a_persons_page_is_kept_by_no_shared_cache(signed_in: SiteClient) -> None:
    assert "private" in signed_in.get("/")["Cache-Control"]


# -- reports of the policy

REPORT = {
    "csp-report": {
        "document-uri": "http://skara.localhost/organisation/?person=Anna#hemligt",
        "referrer": "http://skara.localhost/?q=Anna",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://elak.example/x.js?Anna",
        "script-sample": "Anna",
    }
}


def send(browser: SiteClient, body: object, kind: str = "application/csp-report", **extra: object) -> int:
    text = body if isinstance(body, str) else json.dumps(body)
    return int(browser.post("/-/csp/", text, content_type=kind, **extra).status_code)  # type: ignore[arg-type]


@pytest.mark.parametrize("body", [REPORT, [{"type": "csp-violation", "body": {
    "documentURL": "http://skara.localhost/organisation/?person=Anna", "effectiveDirective": "script-src-elem",
    "blockedURL": "https://elak.example/x.js?Anna", "sample": "Anna",
}}]], ids=["old", "new"])  # fmt: skip
def test_law52_a_report_is_logged_without_anything_of_the_person(
    body: object, skara: Tenant, caplog: pytest.LogCaptureFixture
) -> None:
    kind = "application/csp-report" if isinstance(body, dict) else "application/reports+json"
    with caplog.at_level(logging.WARNING, "samverk.csp"):
        assert send(SiteClient("skara.localhost"), body, kind) == 204
    (line,) = [record for record in caplog.records if record.name == "samverk.csp"]
    facts = vars(line)
    assert (facts["rule"], facts["page"], facts["stopped"]) == (
        "script-src-elem", "/organisation/", "https://elak.example",
    )  # fmt: skip
    assert "Anna" not in str(facts)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("inte json", "application/csp-report", 400),
        ("{}", "text/plain", 415),
        ("[" + " " * 9000 + "]", "application/csp-report", 413),
        ('["x", {"body": 3}]', "application/reports+json", 204),
    ],
)
def test_law52_other_messages_are_refused(body: str, kind: str, status: int, skara: Tenant) -> None:
    assert send(SiteClient("skara.localhost"), body, kind) == status


def test_law52_the_policy_names_the_address(signed_in: SiteClient) -> None:
    assert "report-uri /-/csp/" in signed_in.get("/")["Content-Security-Policy"]


# -- limits


def test_law52_reports_are_limited_by_address_and_site(skara: Tenant, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_RATE_LIMITS = {"csp_report": {"address": "2/minute", "site": "3/minute"}}
    browser = SiteClient("skara.localhost")
    assert [send(browser, {}) for _number in range(3)] == [204, 204, 429]
    assert send(browser, {}, REMOTE_ADDR="10.0.0.8") == 204, "another address"
    assert send(browser, {}, REMOTE_ADDR="10.0.0.9") == 429, "the site's own limit"


def test_law52_limits_are_each_accounts_and_each_sites_own(sites: SimpleNamespace, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_RATE_LIMITS = {"people:organisation": {"account": "2/minute"}}
    browsers = {}
    for slug in ("skara", "hjo"):
        with site(getattr(sites, slug)):
            browsers[slug] = [SiteClient(f"{slug}.localhost").sign_in(PersonFactory()) for _number in range(2)]
    anna, bertil = browsers["skara"]
    assert [anna.get("/organisation/").status_code for _number in range(3)] == [200, 200, 429]
    assert anna.get("/nyheter/").status_code == 200, "other doors are open"
    assert bertil.get("/organisation/").status_code == 200
    assert browsers["hjo"][0].get("/organisation/").status_code == 200


def test_law52_who_is_signed_in_uses_up_their_own_uses_and_nobody_elses_at_the_address(
    sites: SimpleNamespace, settings
) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_RATE_LIMITS = {"talk:write": {"account": "2/minute", "address": "3/minute"}}
    with site(sites.skara):
        anna, bertil = (SiteClient("skara.localhost").sign_in(PersonFactory()) for _number in range(2))
    stranger = SiteClient("skara.localhost")

    def tries(browser: SiteClient, times: int) -> list[int]:
        return [browser.post("/samtal/page/0/", {"text": "Hej"}).status_code for _number in range(times)]

    assert tries(anna, 3) == [404, 404, 429]
    assert tries(bertil, 3) == [404, 404, 429]
    assert tries(stranger, 4) == [302, 302, 302, 429], "an address is who nobody knows"


def test_law52_a_held_up_person_is_told_when(signed_in: SiteClient, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_RATE_LIMITS = {"people:organisation": {"account": "1/minute"}}
    signed_in.get("/organisation/")
    response = signed_in.get("/organisation/")
    assert response["Retry-After"] == "900"
    assert "Vänta en kvart" in response.content.decode()


def test_law52_without_a_store_the_door_stays_open_and_the_log_says_so(
    signed_in: SiteClient, settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_RATE_LIMITS = {"people:organisation": {"account": "1/minute"}}

    def gone(**values: object) -> None:
        raise NoStore

    monkeypatch.setattr("samverk.identity.rate_limits.spend", gone)
    assert signed_in.get("/organisation/").status_code == 200
    assert "not counted" in caplog.messages


def test_law52_every_limited_door_exists(settings) -> None:  # type: ignore[no-untyped-def]
    from django.urls import get_resolver

    def names(resolver: object, prefix: str = "") -> set[str]:
        found = set()
        for entry in resolver.url_patterns:  # type: ignore[attr-defined]
            if hasattr(entry, "url_patterns"):
                found |= names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            elif entry.name:
                found.add(prefix + entry.name)
        return found

    known = names(get_resolver(settings.ROOT_URLCONF)) | names(get_resolver(settings.PUBLIC_SCHEMA_URLCONF))
    assert set(settings.SAMVERK_RATE_LIMITS) - known == set()


# -- secrets

GOOD = "kQ3vJt8yZx1mWc7nRb5pLs9dGf2hTa6uEo4iYvXzB0N-_qMw"


@pytest.mark.parametrize(
    ("key", "password", "wrong"),
    [
        (GOOD, "", False),
        (GOOD, "h9sK2mZq", False),
        ("kort", "", True),
        ("a" * 64, "", True),
        ("django-insecure-kQ3vJt8yZx1mWc7nRb5pLs9dGf2hTa6uEo", "", True),
        ("changeme-kQ3vJt8yZx1mWc7nRb5pLs9dGf2hTa6uEo4iYvXz", "", True),
        (GOOD, "postgres", True),
        (GOOD, "Samverk", True),
    ],
)
def test_law52_a_secret_that_can_be_guessed_is_found(key: str, password: str, wrong: bool) -> None:
    found = complaints(key=key, database_password=password)
    assert bool(found) is wrong
    assert not any(key in text for text in found), "the complaint does not tell the secret"


def test_law52_the_house_does_not_start_with_one(settings) -> None:  # type: ignore[no-untyped-def]
    refuse_guessable_secrets()
    settings.SECRET_KEY = "types"
    with pytest.raises(ImproperlyConfigured, match="shorter than 40"):
        refuse_guessable_secrets()


def test_law52_no_secret_stands_in_the_settings() -> None:
    """They come from the environment; `env.py` reads it and gives none a default."""
    written = []
    for path in (CHECKOUT / "platform/samverk/project/settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value:
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                written += [name for name in names if name.endswith(("SECRET", "_KEY", "TOKEN", "PASSWORD"))]
    assert written == []
    text = (CHECKOUT / "platform/samverk/project/settings/env.py").read_text()
    for name in ("SAMVERK_SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
        assert f'_required("{name}")' in text

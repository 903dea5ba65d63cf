"""Signing in with a local account: the form, the throttle (LAW-52), the session, the language (LAW-30)."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from samverk.identity.models import Capacity, User
from samverk.identity.throttle import TooManyAttempts, check_attempt, count_failure, forget_failures, normal_name
from samverk.kernel.models import AuditEntry
from tenants.connection import connection
from tenants.models import Tenant
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.server]


def try_in(client: SiteClient, username: str, password: str = PASSWORD, **extra: str):  # type: ignore[no-untyped-def]
    return client.post("/logga-in/", {"username": username, "password": password, **extra})


@pytest.fixture
def browser() -> SiteClient:
    return SiteClient("skara.localhost")


@pytest.mark.parametrize("typed", ["anna", "ANNA", " anna "])
def test_an_employee_signs_in_and_lands_where_they_were_going(typed: str, skara: Tenant, browser: SiteClient) -> None:
    person = PersonFactory(username="anna")
    assert browser.get("/nyheter/")["Location"] == "/logga-in/?next=/nyheter/"
    response = try_in(browser, typed, next="/nyheter/")
    assert (response.status_code, response["Location"]) == (302, "/nyheter/")
    assert browser.get("/nyheter/").wsgi_request.user == person
    entry = AuditEntry.objects.get(verb="identity.sign_in")
    assert (entry.actor_uuid, entry.address, entry.result) == (person.uuid, "127.0.0.1", "done")
    assert browser.get("/logga-in/?next=/nyheter/")["Location"] == "/nyheter/", "who is in is not asked again"


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "http://hjo.localhost/"]
)
def test_the_form_leads_nowhere_else(away: str, skara: Tenant, browser: SiteClient) -> None:
    PersonFactory(username="anna")
    assert try_in(browser, "anna", next=away)["Location"] == "/"


@pytest.mark.parametrize(
    "who",
    [
        {"username": "anna", "password": "fel"},
        {"username": "ingen", "password": PASSWORD},
        {"username": "stangd", "password": PASSWORD},
        {"username": "extern", "password": PASSWORD},
    ],
    ids=["wrong password", "nobody", "closed", "has another way in"],
)
def test_whoever_is_refused_reads_the_same_words(who: dict[str, str], skara: Tenant, browser: SiteClient) -> None:
    PersonFactory(username="anna")
    PersonFactory(username="stangd", is_active=False)
    PersonFactory(username="extern", issuer="https://idp.example", subject="1")
    response = try_in(browser, who["username"], who["password"])
    assert response.status_code == 200
    assert "Användarnamnet eller lösenordet stämmer inte" in response.content.decode()
    assert Session.objects.count() == 0
    assert AuditEntry.objects.get(verb="identity.sign_in").result == "refused"
    assert who["password"] not in response.content.decode()


def test_an_empty_form_tells_what_is_missing(skara: Tenant, browser: SiteClient) -> None:
    page = try_in(browser, "", "").content.decode()
    assert "Skriv ditt användarnamn." in page
    assert "Skriv ditt lösenord." in page
    assert AuditEntry.objects.count() == 1, "nothing but the site's own creation"


def test_the_form_is_protected_against_other_sites(skara: Tenant) -> None:
    PersonFactory(username="anna")
    strict = SiteClient("skara.localhost", enforce_csrf_checks=True)
    response = try_in(strict, "anna")
    assert response.status_code == 403
    assert Session.objects.count() == 0


def test_law52_the_ninth_attempt_on_an_account_is_429_even_with_the_right_password(
    skara: Tenant, browser: SiteClient
) -> None:
    PersonFactory(username="anna")
    PersonFactory(username="bertil")
    statuses = [try_in(browser, "anna", "fel").status_code for _attempt in range(8)]
    assert statuses == [200] * 8
    response = try_in(browser, "anna")
    assert response.status_code == 429
    assert "många försök" in response.content.decode()
    assert Session.objects.count() == 0
    assert try_in(browser, "bertil").status_code == 302, "another account is not held up"


def test_law52_an_address_is_counted_over_all_accounts(skara: Tenant, browser: SiteClient, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_SIGN_IN_LIMITS = {
        "account": "8/15 minutes", "address": "3/15 minutes", "address_most": "30/15 minutes",
    }  # fmt: skip
    PersonFactory(username="anna")
    for number in range(3):
        try_in(browser, f"gissning-{number}", "fel")
    assert try_in(browser, "anna").status_code == 429
    response = browser.post("/logga-in/", {"username": "anna", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9")
    assert response.status_code == 302


def test_law52_a_success_clears_the_accounts_count(skara: Tenant, browser: SiteClient) -> None:
    PersonFactory(username="anna")
    for _attempt in range(7):
        try_in(browser, "anna", "fel")
    assert try_in(browser, "anna").status_code == 302
    browser.post("/logga-ut/")
    assert [try_in(browser, "anna", "fel").status_code for _attempt in range(8)] == [200] * 8


def test_law52_the_hold_is_released_when_its_time_is_over(
    skara: Tenant, browser: SiteClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    PersonFactory(username="anna")
    for _attempt in range(8):
        try_in(browser, "anna", "fel")
    assert try_in(browser, "anna").status_code == 429
    now = time.time()
    monkeypatch.setattr("limits.storage.redis.time", SimpleNamespace(time=lambda: now + 15 * 60 + 1), raising=False)
    assert try_in(browser, "anna").status_code == 302


def test_law52_strangers_at_an_offices_address_do_not_shut_the_office_out(skara: Tenant, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SAMVERK_SIGN_IN_LIMITS = {
        "account": "8/15 minutes", "address": "3/15 minutes", "address_most": "30/15 minutes",
    }  # fmt: skip
    office = {"address": "10.9.0.1"}

    def fails(count: int) -> None:
        for number in range(count):
            count_failure(username=f"gissning-{number}", **office)

    def is_let_in(name: str) -> bool:
        try:
            check_attempt(username=name, **office)
        except TooManyAttempts:
            return False
        return True

    for _again in range(5):
        forget_failures(username="anna", **office)
    fails(3)
    assert is_let_in("bertil"), "one who came in lets the address fail some more"
    fails(5)
    assert not is_let_in("bertil"), "the same one again and again does not buy more"
    assert is_let_in("anna"), "who has come in from there before still does"
    assert not is_let_in("ny-gissning")
    for number in range(9):
        forget_failures(username=f"kollega-{number}", **office)
    assert is_let_in("bertil")
    fails(30)
    assert not is_let_in("bertil"), "there is an end to it"
    for _wrong in range(7):
        check_attempt(username="anna", **office)
    assert not is_let_in("anna"), "the account's own limit holds for who is known, too"
    with pytest.raises(TooManyAttempts):
        check_attempt(username="anna", address="10.9.0.2")


def test_law52_sites_do_not_count_each_others_attempts(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        for _attempt in range(8):
            check_attempt(username="anna", address="10.0.0.1")
        with pytest.raises(TooManyAttempts):
            check_attempt(username="Anna ", address="10.0.0.2")
    with site(sites.hjo):
        check_attempt(username="anna", address="10.0.0.1")
        forget_failures(username="anna", address="10.0.0.1")
    with site(sites.skara), pytest.raises(TooManyAttempts):
        check_attempt(username="anna", address="10.0.0.2")


def test_wagtails_own_form_is_no_second_door(skara: Tenant, browser: SiteClient) -> None:
    PersonFactory(username="anna", superuser=True)
    for method in ("get", "post"):
        response = getattr(browser, method)("/redaktion/login/", {"username": "anna", "password": PASSWORD})
        assert response.status_code == 302
        assert response["Location"].startswith("/logga-in/")
    assert Session.objects.count() == 0


def test_signing_out_ends_the_session_here(skara: Tenant, browser: SiteClient) -> None:
    PersonFactory(username="anna")
    try_in(browser, "anna")
    old = browser.cookies["samverk"].value
    assert browser.get("/logga-ut/").status_code == 405, "a picture or a link must not sign anybody out"
    assert browser.post("/logga-ut/")["Location"] == "/logga-in/?utloggad"
    browser.cookies["samverk"] = old
    assert browser.get("/")["Location"].startswith("/logga-in/")
    assert AuditEntry.objects.filter(verb="identity.sign_out").count() == 1


def test_the_session_gets_a_new_key_at_sign_in(skara: Tenant, browser: SiteClient) -> None:
    PersonFactory(username="anna")
    browser.get("/logga-in/")
    try_in(browser, "anna")
    first = browser.cookies["samverk"].value
    browser.post("/logga-ut/")
    try_in(browser, "anna")
    assert browser.cookies["samverk"].value != first


def test_law30_swedish_until_somebody_says_otherwise(skara: Tenant, browser: SiteClient) -> None:
    response = browser.get("/logga-in/", headers={"accept-language": "en"})
    assert response["Content-Language"] == "sv"
    assert '<html lang="sv"' in response.content.decode()


def test_law30_english_is_chosen_before_and_after_signing_in(skara: Tenant, browser: SiteClient) -> None:
    person = PersonFactory(username="anna")
    assert browser.post("/sprak/", {"language": "en", "next": "/logga-in/"})["Location"] == "/logga-in/"
    assert browser.get("/logga-in/")["Content-Language"] == "en"
    try_in(browser, "anna")
    browser.post("/sprak/", {"language": "en"})
    person.refresh_from_db()
    assert person.language == "en"
    fresh = SiteClient("skara.localhost").sign_in(person)
    assert fresh.get("/")["Content-Language"] == "en"
    assert '<html lang="en"' in fresh.get("/").content.decode()
    assert AuditEntry.objects.filter(verb="identity.choose_preferences").count() == 1


@pytest.mark.parametrize("code", ["de", "", "sv-x", "../en"])
def test_law30_a_language_we_do_not_have_is_refused(
    code: str, skara: Tenant, signed_in: SiteClient, employee: User
) -> None:
    assert signed_in.post("/sprak/", {"language": code}).status_code == 400
    employee.refresh_from_db()
    assert employee.language == ""


@pytest.mark.parametrize("scheme", ["light", "dark", ""])
def test_light_or_dark_is_the_persons_choice(scheme: str, skara: Tenant, signed_in: SiteClient, employee: User) -> None:
    assert signed_in.post("/utseende/", {"scheme": scheme, "next": "/nyheter/"})["Location"] == "/nyheter/"
    employee.refresh_from_db()
    assert employee.scheme == scheme
    assert (f'data-scheme="{scheme}"' in signed_in.get("/").content.decode()) == bool(scheme)


def test_a_scheme_that_does_not_exist_is_refused(skara: Tenant, signed_in: SiteClient, employee: User) -> None:
    assert signed_in.post("/utseende/", {"scheme": "neon"}).status_code == 400
    employee.refresh_from_db()
    assert employee.scheme == ""


@pytest.mark.parametrize(
    ("capacity", "internal"),
    [("employee", True), ("elected", True), ("union", True), ("supplier", False), ("guest", False)],
)
def test_pf08_who_belongs_to_the_organisation(capacity: str, internal: bool, skara: Tenant) -> None:
    person = PersonFactory(capacity=capacity)
    assert person.is_internal is internal
    client = SiteClient("skara.localhost").sign_in(person)
    assert client.get("/nyheter/").status_code == (200 if internal else 403)
    assert client.get("/").status_code == 200, "everybody has a start page"
    assert str(Capacity(capacity).label) in client.get("/").content.decode()


def test_a_person_is_known_by_issuer_and_subject_never_by_mail(skara: Tenant) -> None:
    first = PersonFactory(email="anna@example.invalid")
    PersonFactory(email="anna@example.invalid")
    assert first.issuer == "urn:samverk:local:skara"
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(issuer=first.issuer, subject=first.subject)


def test_a_site_does_not_know_the_operators_people(skara: Tenant) -> None:
    with operator_site():
        PersonFactory(username="driftare")
    assert not User.objects.filter(username="driftare").exists()
    browser = SiteClient("skara.localhost")
    try_in(browser, "driftare")
    assert browser.get("/").status_code == 302
    at_operator = SiteClient("localhost")
    assert try_in(at_operator, "driftare").status_code == 302
    assert at_operator.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Anna Berg", "AB"), ("Anna Maria Berg", "AB"), ("Kommunchef (demo)", "K"), ("Åsa Öberg (demo)", "ÅÖ")],
)
def test_initials(name: str, initials: str) -> None:
    assert User(display_name=name).initials == initials


def test_law52_thirty_attempts_at_once_do_not_pass_a_limit_of_eight(skara: Tenant) -> None:
    passed, together = [], threading.Barrier(30, timeout=60)

    def attempt() -> None:
        together.wait()
        try:
            check_attempt(username="anna", address="10.0.0.1")
            passed.append(1)
        except TooManyAttempts:
            pass

    schema = connection.schema_name
    threads = [threading.Thread(target=_on_site, args=(schema, attempt)) for _number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 8


def _on_site(schema: str, act: Callable[[], None]) -> None:
    connection.schema_name = schema  # each thread has a connection object of its own; nothing is asked of it
    act()


@pytest.mark.parametrize("spelling", ["skrıbent", "ſkribent", "SKRIBENT", " skribent "])
def test_law52_another_spelling_of_a_name_is_counted_as_it_or_is_nobody(
    spelling: str, skara: Tenant, browser: SiteClient
) -> None:
    PersonFactory(username="skribent")
    for _attempt in range(8):
        try_in(browser, "skribent", "fel")
    status = try_in(browser, spelling).status_code
    assert status == (429 if normal_name(spelling) == "skribent" else 200), "200 is the form again"

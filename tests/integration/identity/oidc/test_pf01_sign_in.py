"""PF-01, PF-09, LAW-48: signing in with a provider, against a real one over HTTP."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.groups import EDITORS, MODERATORS
from samverk.identity.models import User
from samverk.identity.oidc.here.models import ProviderSession
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from samverk.people.models import Authority, Department, Placement, Unit
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, PersonFactory
from tests.support.openid.browser import (
    at_the_provider,
    come_back,
    is_in,
    link,
    local,
    register,
    rule,
    session_of,
    set_out,
)
from tests.support.openid.provider import Provider

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as running:
        running.person["kommunkod"] = "1495"
        yield running


@pytest.fixture
def entra(provider: Provider, sites: SimpleNamespace) -> SimpleNamespace:
    """Skara and Hjo at the same provider."""
    row = register(provider)
    return SimpleNamespace(row=row, skara=link(row, sites.skara), hjo=link(row, sites.hjo), sites=sites)


@pytest.fixture
def browser() -> SiteClient:
    return SiteClient("skara.localhost")


def people(entra: SimpleNamespace, slug: str = "skara") -> list[User]:
    with site(getattr(entra.sites, slug)):
        return list(User.objects.all())


def test_pf01_one_sign_in_at_ones_own_provider_and_no_password_here(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    page = browser.get("/logga-in/?next=/nyheter/").content.decode()
    assert "Logga in med Inloggning entra" in page
    assert "/logga-in/via/entra/?next=%2Fnyheter%2F" in page
    response = come_back(browser, next="/nyheter/")
    assert (response.status_code, response["Location"]) == (302, "/nyheter/")
    assert is_in(browser)
    (anna,) = people(entra)
    assert (anna.issuer, anna.subject, anna.display_name) == (provider.issuer, "anna", "Anna Andersson")
    assert (anna.capacity, anna.email) == ("employee", "anna@skara.example")
    assert anna.username.startswith("oidc-")
    assert not anna.has_usable_password()
    with site(entra.sites.skara):
        assert DirectoryEntry.objects.get().user_uuid == anna.uuid
        entry = AuditEntry.objects.filter(verb="identity.sign_in").get()
        assert entry.details == {"how": "provider entra, level 1"}


def test_pf01_the_question_is_as_it_must_be(entra: SimpleNamespace, browser: SiteClient, provider: Provider) -> None:
    query = {name: values[0] for name, values in parse_qs(urlsplit(set_out(browser)).query).items()}
    assert query["response_type"] == "code"
    assert query["redirect_uri"] == "http://skara.localhost/logga-in/via/entra/svar/"
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert min(len(query["state"]), len(query["nonce"])) >= 43
    again = {name: values[0] for name, values in parse_qs(urlsplit(set_out(browser)).query).items()}
    assert all(query[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_pf01_the_second_time_is_the_same_person_brought_up_to_date(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    come_back(browser)
    provider.person |= {"name": "Anna Berg", "email": "annan@adress.example"}
    come_back(SiteClient("skara.localhost"))
    (anna,) = people(entra)
    assert (anna.display_name, anna.email) == ("Anna Berg", "annan@adress.example")


def test_pf01_the_key_of_the_session_is_changed_at_sign_in(entra: SimpleNamespace, browser: SiteClient) -> None:
    address = set_out(browser)
    before = browser.cookies["samverk"].value
    browser.get(local(at_the_provider(address)))
    assert browser.cookies["samverk"].value != before


def test_pf01_no_token_and_no_claim_is_kept_in_the_session(entra: SimpleNamespace, browser: SiteClient) -> None:
    come_back(browser)
    kept = session_of(browser)
    assert "anna" not in str(kept)
    assert "eyJ" not in str(kept)
    assert sorted(kept["oidc"]) == ["assurance", "auth_time", "proved_at", "provider"]


def test_pf01_claims_may_come_from_userinfo_plain_or_signed(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    del provider.person["kommunkod"]
    provider.userinfo = {"kommunkod": "1495", "name": "Nilsson"}
    for faults in (set(), {"signed:userinfo"}):
        provider.faults = faults
        refresh(entra)
        assert come_back(SiteClient("skara.localhost")).status_code == 302
    (anna,) = people(entra)
    assert anna.display_name == "Anna Andersson", "the signed token goes before userinfo"


def refresh(entra: SimpleNamespace) -> None:
    """Forget what the provider told, so that it is asked anew."""
    from samverk.identity.oidc.models import Provider as Row
    from tenants.site_context import operator_site

    with operator_site():
        Row.objects.update(metadata_at=None, keys_at=None, keys_asked_at=None)


def test_pf01_userinfo_about_another_person_is_refused(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    provider.userinfo = {"sub": "chefen"}
    refresh(entra)
    response = come_back(browser)
    assert response.status_code == 403
    assert people(entra) == []


# PF-09: which site


def test_pf09_the_verified_claim_opens_this_site(entra: SimpleNamespace, browser: SiteClient) -> None:
    assert come_back(browser).status_code == 302
    assert len(people(entra)) == 1
    assert people(entra, "hjo") == []


def test_pf09_a_missing_claim_is_refused_and_nobody_is_made(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    del provider.person["kommunkod"]
    response = come_back(browser)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Vi vet inte vilken kommun du tillhör" in page
    assert not is_in(browser)
    assert people(entra) == people(entra, "hjo") == []


def test_pf09_the_e_mail_domain_says_nothing(entra: SimpleNamespace, browser: SiteClient, provider: Provider) -> None:
    provider.person |= {"kommunkod": "0180", "email": "anna@skara.se"}
    assert come_back(browser).status_code == 403
    assert people(entra) == []


def test_pf09_who_knocks_at_the_wrong_door_lands_in_the_right_site(entra: SimpleNamespace, provider: Provider) -> None:
    """G one provider for several sites, W a person with 1495 signs in at Hjo, T she lands in Skara."""
    hjo = SiteClient("hjo.localhost")
    response = come_back(hjo)
    assert response["Location"] == "http://skara.localhost/logga-in/via/entra/?vidare=1"
    assert not is_in(hjo)
    assert people(entra, "hjo") == []
    skara = SiteClient("skara.localhost")
    address = skara.get(local(response["Location"]))["Location"]
    assert skara.get(local(at_the_provider(address))).status_code == 302
    assert is_in(skara)
    assert len(people(entra)) == 1


def test_pf09_nobody_is_sent_round_and_round(entra: SimpleNamespace, provider: Provider) -> None:
    hjo = SiteClient("hjo.localhost")
    response = come_back(hjo, vidare="1")
    assert response.status_code == 403
    assert "hör till en annan webbplats" in response.content.decode()


def test_pf09_a_paused_site_is_not_a_place_to_be_sent_to(entra: SimpleNamespace, provider: Provider) -> None:
    from tenants.models import State, Tenant

    Tenant.objects.filter(slug="skara").update(state=State.SUSPENDED)
    assert come_back(SiteClient("hjo.localhost")).status_code == 403


def test_pf09_a_provider_of_another_site_is_not_known_here(entra: SimpleNamespace, browser: SiteClient) -> None:
    mall = SiteClient("mall.localhost")
    for path in ("", "svar/", "utloggad/", "utloggning-i-webblasaren/"):
        assert mall.get(f"/logga-in/via/entra/{path}").status_code == 404
    assert "entra" not in mall.get("/logga-in/").content.decode()


def test_pf09_an_answer_for_one_site_opens_no_other(entra: SimpleNamespace, browser: SiteClient) -> None:
    path = local(at_the_provider(set_out(browser)))
    hjo = SiteClient("hjo.localhost")
    hjo.cookies = browser.cookies
    assert hjo.get(path).status_code == 403
    assert not is_in(hjo)


# What becomes of a person


def test_rules_make_capacity_unit_groups_and_level(
    provider: Provider, sites: SimpleNamespace, browser: SiteClient
) -> None:
    made = link(register(provider), sites.skara, capacity="")
    with site(sites.skara):
        first = clock.today() - timedelta(days=100)
        authority = Authority.objects.create(name="Nämnden", kind="committee", valid_from=first)
        department = Department.objects.create(name="Förvaltningen", authority=authority, valid_from=first)
        unit = Unit.objects.create(name="Hemtjänsten", department=department, valid_from=first)
        rule(made, "capacity", "roles", ["politiker"], "elected")
        rule(made, "capacity", "roles", ["*"], "employee")
        rule(made, "group", "realm_access.roles", ["Redaktion"], EDITORS)
        rule(made, "group", "realm_access.roles", ["Granskning"], MODERATORS)
        rule(made, "unit", "dep", ["ht"], "Hemtjänsten")
        rule(made, "assurance", "acr", ["loa3"], "3")
    provider.person |= {
        "roles": ["politiker", "x"],
        "realm_access": {"roles": ["Redaktion"]},
        "dep": "ht",
        "acr": "loa3",
    }
    come_back(browser)
    assert session_of(browser)["oidc"]["assurance"] == 3
    with site(sites.skara):
        anna = User.objects.get()
        assert anna.capacity == "elected"
        assert [group.name for group in anna.groups.all()] == [EDITORS]
        assert Placement.objects.get().unit == unit


def test_a_group_that_a_claim_no_longer_gives_is_taken_away_and_others_stay(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    from django.contrib.auth.models import Group

    with site(entra.sites.skara):
        rule(entra.skara, "group", "groups", ["red"], EDITORS)
    provider.person["groups"] = ["red"]
    come_back(browser)
    with site(entra.sites.skara):
        anna = User.objects.get()
        anna.groups.add(Group.objects.get(name=MODERATORS))
    provider.person["groups"] = []
    come_back(SiteClient("skara.localhost"))
    with site(entra.sites.skara):
        assert [group.name for group in anna.groups.all()] == [MODERATORS]
        log = AuditEntry.objects.filter(verb="identity.admit_person").first()
        assert log is not None
        assert log.details["groups"] == {"lost": [EDITORS]}


def test_nobody_is_somebody_without_a_rule(provider: Provider, sites: SimpleNamespace, browser: SiteClient) -> None:
    link(register(provider), sites.skara, capacity="")
    response = come_back(browser)
    assert response.status_code == 403
    assert "Du har ingen roll här ännu" in response.content.decode()
    with site(sites.skara):
        assert User.objects.count() == 0


def test_a_role_that_is_gone_closes_the_door(entra: SimpleNamespace, provider: Provider, browser: SiteClient) -> None:
    come_back(browser)
    from samverk.identity.oidc.here.models import ClaimRule

    with site(entra.sites.skara):
        ClaimRule.objects.update(claim="roles", values=["anställd"])
    assert come_back(SiteClient("skara.localhost")).status_code == 403


def test_a_site_may_admit_only_those_it_knows(provider: Provider, sites: SimpleNamespace, browser: SiteClient) -> None:
    link(register(provider), sites.skara, admits_new=False)
    response = come_back(browser)
    assert response.status_code == 403
    assert "Du är inte upplagd här ännu" in response.content.decode()
    with site(sites.skara):
        PersonFactory(issuer=provider.issuer, subject="anna", username="x")
    assert come_back(SiteClient("skara.localhost")).status_code == 302


def test_a_closed_account_stays_closed(entra: SimpleNamespace, browser: SiteClient) -> None:
    come_back(browser)
    with site(entra.sites.skara):
        User.objects.update(is_active=False)
    again = SiteClient("skara.localhost")
    response = come_back(again)
    assert response.status_code == 403
    assert "Ditt konto är stängt" in response.content.decode()
    assert not is_in(again)


def test_a_membership_that_was_ended_is_not_begun_anew(entra: SimpleNamespace, browser: SiteClient) -> None:
    come_back(browser)
    yesterday = clock.today() - timedelta(days=1)
    with site(entra.sites.skara):
        DirectoryEntry.objects.update(valid_from=yesterday, valid_to=yesterday)
    assert come_back(SiteClient("skara.localhost")).status_code == 403
    with site(entra.sites.skara):
        assert DirectoryEntry.objects.get().valid_to == yesterday


def test_a_protected_person_keeps_the_name_chosen_here(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    come_back(browser)
    with site(entra.sites.skara):
        User.objects.update(is_protected=True, display_name="Handläggare 7", email="")
    come_back(SiteClient("skara.localhost"))
    (anna,) = people(entra)
    assert (anna.display_name, anna.email) == ("Handläggare 7", "")


def test_the_same_e_mail_from_two_providers_is_two_people(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    with Provider() as other:
        other.person = {"sub": "mallory", "email": provider.person["email"], "name": "M", "kommunkod": "1495"}
        link(register(other, "annan"), entra.sites.skara)
        come_back(browser)
        come_back(SiteClient("skara.localhost"), "annan")
    found = people(entra)
    assert len(found) == 2
    assert len({person.email for person in found}) == 1
    assert len({(person.issuer, person.subject) for person in found}) == 2


def test_the_same_subject_from_two_providers_is_two_people(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    with Provider() as other:
        other.person = dict(provider.person)
        link(register(other, "annan"), entra.sites.skara)
        come_back(browser)
        come_back(SiteClient("skara.localhost"), "annan")
    assert len(people(entra)) == 2


def test_a_local_account_with_the_same_e_mail_is_not_taken_over(
    entra: SimpleNamespace, browser: SiteClient, provider: Provider
) -> None:
    with site(entra.sites.skara):
        chief = PersonFactory(email=provider.person["email"], username="anna", superuser=True)
    come_back(browser)
    with site(entra.sites.skara):
        assert User.objects.exclude(pk=chief.pk).get().is_superuser is False


# LAW-48

PERSONAL_NUMBER = "198507099805"
CLAIM_SETS = {
    "freja": {
        "sub": "pairwise-5J6xTqG2",
        "name": "Åsa Öberg",
        "given_name": "Åsa",
        "family_name": "Öberg",
        "https://frejaeid.com/oidc/claims/personalIdentityNumber": PERSONAL_NUMBER,
        "https://frejaeid.com/oidc/claims/relyingPartyUserId": PERSONAL_NUMBER,
        "acr": "http://id.elegnamnden.se/loa/1.0/loa3",
    },
    "siths": {
        "sub": PERSONAL_NUMBER,
        "name": "Åsa Öberg",
        "https://id.oidc.se/claim/personalIdentityNumber": PERSONAL_NUMBER,
        "https://id.oidc.se/claim/orgAffiliation": "SE2321000131-E000000000001@2321000131",
        "employeeHsaId": "SE2321000131-E000000000001",
        "acr": "http://id.sambi.se/loa/loa3",
    },
    "entra": {
        "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        "oid": "00000000-0000-0000-66f3-3332eca7ea81",
        "tid": "9122040d-6c67-4c5b-b112-36a304b66dad",
        "preferred_username": f"{PERSONAL_NUMBER}@skara.se",
        "name": f"Åsa Öberg {PERSONAL_NUMBER}",
        "email": f"{PERSONAL_NUMBER}@skara.se",
        "groups": ["7d1b6f0e"],
        "acr": "1",
    },
}


@pytest.mark.parametrize("kind", CLAIM_SETS)
def test_law48_no_personal_number_is_kept_shown_or_logged(
    kind: str, entra: SimpleNamespace, provider: Provider, browser: SiteClient, caplog: pytest.LogCaptureFixture
) -> None:
    from django.db import connection

    caplog.set_level(logging.DEBUG)
    provider.person = {**CLAIM_SETS[kind], "kommunkod": "1495"}
    response = come_back(browser)
    assert response.status_code == 302
    assert PERSONAL_NUMBER not in response["Location"]
    with site(entra.sites.skara):
        person = User.objects.get()
        assert "Åsa Öberg" in person.display_name
        with connection.cursor() as cursor:
            for table in ("identity_user", "kernel_auditentry", "oidc_here_providersession", "django_session"):
                cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
                assert "850709" not in cursor.fetchone()[0], table
    assert "850709" not in caplog.text.replace("127.0.0.1", "")
    again = SiteClient("skara.localhost")
    come_back(again)
    assert len(people(entra)) == 1, "and the person is known again"


def test_law48_a_refusal_tells_no_personal_number_either(
    entra: SimpleNamespace, provider: Provider, browser: SiteClient, caplog: pytest.LogCaptureFixture
) -> None:
    provider.person = {"sub": PERSONAL_NUMBER, "kommunkod": PERSONAL_NUMBER}
    response = come_back(browser)
    assert response.status_code == 403
    assert "850709" not in response.content.decode() + caplog.text
    with site(entra.sites.skara):
        assert "850709" not in str(AuditEntry.objects.get(result="refused").details)


# The button


def test_the_sign_in_page_asks_for_providers_once(entra: SimpleNamespace, browser: SiteClient) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get("/logga-in/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/logga-in/")
    assert sum("oidc_provider" in query["sql"] for query in asked) == 1


def test_who_is_signed_in_is_not_sent_to_the_provider(entra: SimpleNamespace, browser: SiteClient) -> None:
    come_back(browser)
    assert browser.get("/logga-in/via/entra/", {"next": "/nyheter/"})["Location"] == "/nyheter/"


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_the_way_never_leads_out_of_the_house(path: str, entra: SimpleNamespace, browser: SiteClient) -> None:
    assert come_back(browser, next=path)["Location"] == "/"


def test_a_paused_provider_signs_nobody_in(entra: SimpleNamespace, browser: SiteClient) -> None:
    from samverk.identity.oidc.actions.change_provider import change_provider
    from samverk.identity.oidc.models import ProviderState
    from samverk.kernel.actions.record_audit import HOUSE

    path = local(at_the_provider(set_out(browser)))
    change_provider(actor=HOUSE, provider=entra.row, state=ProviderState.PAUSED)
    assert browser.get(path).status_code == 404
    assert browser.get("/logga-in/via/entra/").status_code == 404
    assert "Inloggning entra" not in browser.get("/logga-in/").content.decode()


def test_the_local_door_stays_for_whoever_has_a_password(entra: SimpleNamespace, browser: SiteClient) -> None:
    with site(entra.sites.skara):
        PersonFactory(username="reserv")
    assert browser.post("/logga-in/", {"username": "reserv", "password": PASSWORD}).status_code == 302
    with site(entra.sites.skara):
        assert ProviderSession.objects.count() == 0

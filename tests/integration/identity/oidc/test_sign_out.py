"""Signing out: the provider ends sessions here (back-channel, front-channel), and we lead to its own sign-out."""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from samverk.identity.oidc.actions.unlink_provider import unlink_provider
from samverk.identity.oidc.here.models import ClaimRule, ProviderSession
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.openid.browser import come_back, is_in, link, register
from tests.support.openid.provider import Provider

pytestmark = [pytest.mark.server, pytest.mark.django_db]
BACK = "/logga-in/via/entra/utloggning/"
FRONT = "/logga-in/via/entra/utloggning-i-webblasaren/"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as running:
        running.person["kommunkod"] = "1495"
        yield running


@pytest.fixture
def entra(provider: Provider, sites: SimpleNamespace) -> SimpleNamespace:
    row = register(provider)
    link(row, sites.skara)
    link(row, sites.hjo)
    return SimpleNamespace(row=row, sites=sites)


@pytest.fixture
def anna(entra: SimpleNamespace, provider: Provider) -> SiteClient:
    """Signed in at Skara."""
    client = SiteClient("skara.localhost")
    come_back(client)
    return client


def bo(provider: Provider, kommunkod: str = "1495", host: str = "skara.localhost") -> SiteClient:
    """Another person, signed in."""
    before = provider.person
    provider.person = {**before, "sub": "bo", "name": "Bo", "kommunkod": kommunkod}
    client = SiteClient(host)
    assert come_back(client).status_code == 302
    provider.person = before
    return client


def say(token: object, host: str = "skara.localhost") -> Any:
    """The provider's server tells us."""
    return SiteClient(host, enforce_csrf_checks=True).post(BACK, {"logout_token": token})


def test_back_channel_ends_the_session_it_names_and_no_other(
    entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    other = bo(provider)
    response = say(provider.logout_token())
    assert (response.status_code, response.content) == (200, b"")
    assert "no-store" in response["Cache-Control"]
    assert not is_in(anna)
    assert is_in(other)
    with site(entra.sites.skara):
        assert ProviderSession.objects.count() == 1
        entry = AuditEntry.objects.get(verb="identity.end_session")
        assert (entry.actor_name, entry.details["provider"]) == ("Inloggning entra", "entra")


def test_back_channel_by_subject_ends_all_of_a_persons_sessions(
    entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    second = SiteClient("skara.localhost")
    come_back(second)
    other = bo(provider)
    assert say(provider.logout_token(sid=None, sub="anna")).status_code == 200
    assert (is_in(anna), is_in(second), is_in(other)) == (False, False, True)


def test_back_channel_with_both_ends_only_what_is_of_both(
    entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    assert say(provider.logout_token(sub="bo")).status_code == 200
    assert is_in(anna)


def test_back_channel_at_one_site_ends_sessions_at_all_sites_of_the_provider(
    entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    """A provider knows one client, and tells it once."""
    away = bo(provider, "1497", "hjo.localhost")
    assert say(provider.logout_token(sid="sid-bo")).status_code == 200
    assert not is_in(away)
    assert is_in(anna)
    with site(entra.sites.hjo):
        assert AuditEntry.objects.filter(verb="identity.end_session").count() == 1
    with site(entra.sites.skara):
        assert AuditEntry.objects.filter(verb="identity.end_session").count() == 0


def test_back_channel_a_token_counts_once(provider: Provider, anna: SiteClient) -> None:
    token = provider.logout_token()
    assert say(token).status_code == 200
    come_back(anna)
    assert is_in(anna)
    response = say(token)
    assert (response.status_code, response.json()["error_description"]) == (400, "the logout token was used before")
    assert is_in(anna)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"iss": "https://evil.example"}, "iss is another issuer"),
    "another client": ({"aud": "another"}, "aud is another client"),
    "no event": ({"events": None}, "not a logout event"),
    "another event": ({"events": {"http://x": {}}}, "not a logout event"),
    "event is no object": ({"events": {"http://schemas.openid.net/event/backchannel-logout": 1}}, "not a logout event"),
    "with nonce": ({"nonce": "x"}, "an id_token used as a logout token"),
    "no jti": ({"jti": None}, "no jti"),
    "no iat": ({"iat": None}, "no iat"),
    "old": ({"iat": time.time() - 400}, "the logout token is old"),
    "expired": ({"exp": time.time() - 100}, "expired"),
    "future": ({"iat": time.time() + 4000}, "issued in the future"),
    "nobody": ({"sid": None}, "neither sub nor sid"),
    "sid is no text": ({"sid": 5}, "sid is no text"),
    "empty sub": ({"sub": ""}, "no usable sub"),
}


@pytest.mark.parametrize("name", WRONG)
def test_back_channel_a_wrong_token_ends_nothing(name: str, provider: Provider, anna: SiteClient) -> None:
    changes, detail = WRONG[name]
    response = say(provider.logout_token(**changes))
    assert (response.status_code, response.json()["error_description"]) == (400, detail)
    assert is_in(anna)


@pytest.mark.parametrize("fault", ["alg:none", "alg:hs256", "foreign key", "tampered"])
def test_back_channel_a_forged_token_ends_nothing(
    fault: str, entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    provider.faults = {fault}
    assert say(provider.logout_token()).status_code == 400
    assert is_in(anna)
    with site(entra.sites.skara):
        assert AuditEntry.objects.get(result="refused").verb == "identity.back_channel_logout"


def test_back_channel_an_id_token_is_no_logout_token(provider: Provider, anna: SiteClient) -> None:
    assert say(provider.id_token(nonce="x", access_token="y")).status_code == 400
    assert is_in(anna)


def test_back_channel_another_providers_token_ends_nothing(
    entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    with Provider() as evil:
        link(register(evil, "evil"), entra.sites.skara)
        evil.person = dict(provider.person)
        assert say(evil.logout_token()).status_code == 400
        assert (
            SiteClient("skara.localhost")
            .post("/logga-in/via/evil/utloggning/", {"logout_token": evil.logout_token(sub="anna")})
            .status_code
            == 200
        )
    assert is_in(anna)


def test_front_channel_ends_the_session_by_its_id(provider: Provider, anna: SiteClient) -> None:
    frame = SiteClient("skara.localhost")
    assert frame.get(FRONT, {"iss": provider.issuer, "sid": "sid-anna"}).status_code == 200
    assert not is_in(anna)


@pytest.mark.parametrize("query", [{}, {"sid": "sid-anna"}, {"iss": "https://evil.example", "sid": "sid-anna"}])
def test_front_channel_without_its_parts_ends_nothing(query: dict[str, str], anna: SiteClient) -> None:
    assert anna.get(FRONT, query).status_code == 400
    assert is_in(anna)


def test_front_channel_with_the_issuer_alone_ends_nothing(provider: Provider, anna: SiteClient) -> None:
    assert anna.get(FRONT, {"iss": provider.issuer}).status_code == 400
    assert is_in(anna)


def test_signing_out_here_leads_to_signing_out_there(provider: Provider, anna: SiteClient) -> None:
    response = anna.post("/logga-ut/")
    assert response["Location"] == "/logga-in/via/entra/utloggad/"
    assert not is_in(anna)
    page = anna.get(response["Location"]).content.decode()
    address = next(part for part in page.split('"') if part.startswith(f"{provider.issuer}/end?"))
    query = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert query["client_id"] == ["samverk"]
    assert query["post_logout_redirect_uri"] == ["http://skara.localhost/logga-in/"]
    assert "id_token_hint" not in query, "an address is no place for a person's claims"


def test_a_local_session_signs_out_to_the_sign_in_page(
    entra: SimpleNamespace, client_for: Callable[..., SiteClient]
) -> None:
    from tests.support.factories import PersonFactory

    with site(entra.sites.skara):
        person = PersonFactory()
    assert client_for("skara.localhost", user=person).post("/logga-ut/")["Location"] == "/logga-in/?utloggad"


def test_taking_a_provider_away_ends_its_sessions_there_and_removes_its_rules(
    entra: SimpleNamespace, provider: Provider, anna: SiteClient
) -> None:
    away = bo(provider, "1497", "hjo.localhost")
    unlink_provider(actor=HOUSE, provider=entra.row, tenant=entra.sites.skara)
    assert not is_in(anna)
    assert is_in(away)
    with site(entra.sites.skara):
        assert ClaimRule.objects.count() == 0
    with site(entra.sites.hjo):
        assert ClaimRule.objects.count() == 1
    assert anna.get("/logga-in/via/entra/").status_code == 404


def test_a_session_that_began_anew_is_still_found(provider: Provider, anna: SiteClient) -> None:
    """A stronger sign-in changes the session's key; the old row must go and the new one be there."""
    anna.get(come_step_up(anna))
    assert is_in(anna)
    assert say(provider.logout_token()).status_code == 200
    assert not is_in(anna)


def come_step_up(client: SiteClient) -> str:
    from tests.support.openid.browser import at_the_provider, local

    return local(at_the_provider(client.get("/logga-in/starkare/?niva=1&hogst=0")["Location"]))

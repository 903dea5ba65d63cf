"""PF-05: a page may demand a stronger or fresher sign-in; the person gets it and returns to the same page."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from samverk.identity.access import AssuranceTooLow, require_assurance
from samverk.identity.groups import SYSTEM_MAINTAINERS
from samverk.identity.models import User
from samverk.identity.oidc.actions.set_sign_in_policy import WouldLockOut, set_sign_in_policy
from samverk.identity.oidc.here.models import ProviderSession, SignInPolicy
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.openid.browser import at_the_provider, come_back, is_in, link, local, register, rule, session_of
from tests.support.openid.provider import Provider

pytestmark = [pytest.mark.server, pytest.mark.django_db]
ADMIN = "/administration/inloggning/"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as running:
        running.person |= {"kommunkod": "1495", "acr": "pwd"}
        yield running


@pytest.fixture
def entra(provider: Provider, sites: SimpleNamespace) -> SimpleNamespace:
    """Skara with levels, and a demand of level 3 for editors and administration."""
    row = register(provider)
    made = link(row, sites.skara)
    with site(sites.skara):
        rule(made, "assurance", "acr", ["loa2", "loa2-nonresident"], "2")
        rule(made, "assurance", "acr", ["loa4"], "4")
        rule(made, "assurance", "acr", ["loa3"], "3")
        rule(made, "group", "groups", ["drift"], SYSTEM_MAINTAINERS)
        set_sign_in_policy(actor=HOUSE, own_level=3, editors_level=3, administration_level=3)
    provider.person["groups"] = ["drift"]
    return SimpleNamespace(row=row, sites=sites)


@pytest.fixture
def anna(entra: SimpleNamespace) -> SiteClient:
    client = SiteClient("skara.localhost")
    come_back(client)
    return client


def way_up(client: SiteClient, path: str) -> dict[str, str]:
    """The question to the provider, for a page that demands more."""
    response = client.get(path)
    assert response.status_code == 302, response.status_code
    assert response["Location"].startswith("/logga-in/starkare/?"), response["Location"]
    client.sent = client.get(response["Location"])["Location"]  # type: ignore[attr-defined]
    return {name: values[0] for name, values in parse_qs(urlsplit(client.sent).query).items()}  # type: ignore[attr-defined]


def finish(client: SiteClient) -> Any:
    return client.get(local(at_the_provider(client.sent)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", [f"{ADMIN}?a=1", "/redaktion/"])
def test_pf05_step_up_and_back_to_the_same_page(path: str, provider: Provider, anna: SiteClient) -> None:
    """G the page demands level 3, W a person with a password-only session opens it, T step-up, then the same page."""
    question = way_up(anna, path)
    assert question["acr_values"] == "loa3 loa4"
    provider.person["acr"] = "loa3"
    before = session_of(anna)
    response = finish(anna)
    assert (response.status_code, response["Location"]) == (302, path)
    assert session_of(anna)["oidc"]["assurance"] == 3
    assert before["oidc"]["assurance"] == 1
    assert anna.get(path).status_code == 200


def test_pf05_a_session_that_is_strong_enough_is_let_through(provider: Provider, entra: SimpleNamespace) -> None:
    provider.person["acr"] = "loa4"
    client = SiteClient("skara.localhost")
    come_back(client)
    assert client.get(ADMIN).status_code == 200


def test_pf05_a_provider_that_answers_too_weakly_opens_nothing(provider: Provider, anna: SiteClient) -> None:
    way_up(anna, ADMIN)
    provider.person["acr"] = "loa2"
    response = finish(anna)
    assert response.status_code == 403
    assert "Inloggningen behöver vara starkare" in response.content.decode()
    assert is_in(anna), "and the person stays signed in as before"
    assert session_of(anna)["oidc"]["assurance"] == 1
    assert anna.get(ADMIN).status_code == 302


def test_pf05_an_acr_nobody_has_a_rule_for_is_level_one(provider: Provider, anna: SiteClient) -> None:
    way_up(anna, ADMIN)
    provider.person["acr"] = "loa99"
    assert finish(anna).status_code == 403


def test_pf05_another_person_who_comes_back_does_not_take_the_place(
    provider: Provider, anna: SiteClient, entra: SimpleNamespace
) -> None:
    way_up(anna, ADMIN)
    provider.person |= {"sub": "bo", "acr": "loa3"}
    response = finish(anna)
    assert response.status_code == 403
    assert "Någon annan loggade in" in response.content.decode()
    with site(entra.sites.skara):
        uuid = User.objects.get(subject="anna").uuid
        assert ProviderSession.objects.get().user.uuid == uuid


def test_pf05_a_local_account_is_told_that_there_is_no_way(
    entra: SimpleNamespace, client_for: Callable[..., SiteClient], provider: Provider
) -> None:
    """The providers that could prove more prove other people; the honest one of them is not this account."""
    with site(entra.sites.skara):
        person = PersonFactory(maintainer=True)
    client = client_for("skara.localhost", user=person)
    way_up(client, ADMIN)
    provider.person["acr"] = "loa3"
    assert finish(client).status_code == 403


def test_pf05_no_provider_can_give_the_level(sites: SimpleNamespace, client_for: Callable[..., SiteClient]) -> None:
    with site(sites.skara):
        person = PersonFactory(maintainer=True)
        SignInPolicy.objects.create(pk=1, administration_level=3)
    client = client_for("skara.localhost", user=person)
    page = client.get(client.get(ADMIN)["Location"])
    assert page.status_code == 403
    assert "Webbplatsen har ingen inloggning som ger den nivån" in page.content.decode()


def test_pf05_without_a_demand_nothing_is_asked(sites: SimpleNamespace, client_for: Callable[..., SiteClient]) -> None:
    with site(sites.skara):
        person = PersonFactory(maintainer=True)
    assert client_for("skara.localhost", user=person).get(ADMIN).status_code == 200


def test_pf05_who_sets_a_demand_cannot_lock_themselves_out(skara: object) -> None:
    with pytest.raises(WouldLockOut):
        set_sign_in_policy(actor=HOUSE, own_level=2, editors_level=0, administration_level=3)
    assert SignInPolicy.objects.count() == 0
    set_sign_in_policy(actor=HOUSE, own_level=1, editors_level=4, administration_level=0)


def request_with(**facts: object) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = {"oidc": facts} if facts else {}  # type: ignore[assignment]
    return request


@pytest.mark.parametrize(("has", "demanded", "opens"), [(1, 0, True), (1, 1, True), (1, 2, False), (3, 3, True)])
def test_pf05_the_door(has: int, demanded: int, opens: bool) -> None:
    if opens:
        require_assurance(request_with(assurance=has), demanded)
        return
    with pytest.raises(AssuranceTooLow):
        require_assurance(request_with(assurance=has), demanded)


def test_pf05_the_door_with_freshness() -> None:
    old = clock.now() - timedelta(seconds=400)
    require_assurance(request_with(assurance=1, auth_time=old.timestamp()), 1, max_age=500)
    for facts in ({"auth_time": old.timestamp()}, {"proved_at": old.timestamp()}, {}):
        with pytest.raises(AssuranceTooLow) as error:
            require_assurance(request_with(**facts), 1, max_age=300)
        assert error.value.max_age == 300


def test_pf05_a_fresh_sign_in_that_was_demanded_must_be_fresh(provider: Provider, anna: SiteClient) -> None:
    import time

    anna.sent = anna.get("/logga-in/starkare/?niva=1&hogst=300")["Location"]  # type: ignore[attr-defined]
    assert parse_qs(urlsplit(anna.sent).query)["max_age"] == ["300"]  # type: ignore[attr-defined]
    provider.change = lambda claims: {**claims, "auth_time": time.time() - 400}
    assert finish(anna).status_code == 403
    anna.sent = anna.get("/logga-in/starkare/?niva=1&hogst=300")["Location"]  # type: ignore[attr-defined]
    provider.change = lambda claims: {name: value for name, value in claims.items() if name != "auth_time"}
    assert finish(anna).status_code == 403
    anna.sent = anna.get("/logga-in/starkare/?niva=1&hogst=300")["Location"]  # type: ignore[attr-defined]
    provider.change = lambda claims: {**claims, "auth_time": time.time() - 200}
    assert finish(anna).status_code == 302


def test_pf05_a_form_that_was_sent_too_weakly_leads_back_to_its_page(entra: SimpleNamespace, anna: SiteClient) -> None:
    response = anna.post(f"{ADMIN}krav/", {}, headers={"referer": f"http://skara.localhost{ADMIN}"})
    assert parse_qs(urlsplit(response["Location"]).query)["next"] == [f"http://skara.localhost{ADMIN}"]
    response = anna.post(f"{ADMIN}krav/", {}, headers={"referer": "https://evil.example/"})
    assert parse_qs(urlsplit(response["Location"]).query)["next"] == ["/"]


@pytest.mark.parametrize("niva", ["", "x", "-1", "9", "99999999999999", "²"])
def test_pf05_a_nonsensical_level_is_no_error(niva: str, anna: SiteClient) -> None:
    assert anna.get("/logga-in/starkare/", {"niva": niva, "hogst": niva}).status_code in {302, 403}


def test_pf05_other_rooms_raise_and_the_person_is_led(anna: SiteClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        require_assurance(request, 2)
        return HttpResponse("öppet")

    from samverk.portal import urls

    monkeypatch.setattr(urls.urlpatterns[0], "callback", page)
    response = anna.get("/mina-webbplatser/?x=1")
    assert response["Location"] == "/logga-in/starkare/?niva=2&next=%2Fmina-webbplatser%2F%3Fx%3D1"

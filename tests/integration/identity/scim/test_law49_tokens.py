"""LAW-49: a token is bound to its site, can be taken back, and is all that opens the door."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import LazySettings

from samverk.identity.models import User
from samverk.identity.scim.actions.create_token import TooLong, create_token
from samverk.identity.scim.actions.revoke_token import revoke_token
from samverk.identity.scim.issuers import BadIssuer
from samverk.identity.scim.models import ProvisionedPerson, ScimToken
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.scim import ISSUER, Directory, new_token

pytestmark = [pytest.mark.server]


def test_law49_a_token_of_hjo_at_skaras_address_is_401_and_changes_nothing(sites: SimpleNamespace) -> None:
    with site(sites.hjo):
        token = new_token()
        assert Directory("hjo.localhost", token).ask("GET", "/Users").status_code == 200
    with site(sites.skara):
        people = User.objects.count()
        stranger = Directory("skara.localhost", token)
        made = stranger.ask("POST", "/Users", {"userName": "x", "externalId": "x"})
        assert (made.status_code, made["WWW-Authenticate"]) == (401, 'Bearer realm="SCIM"')
        assert User.objects.count() == people


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer fel", "Basic YTpi", "bearer samverk_scim_"])
def test_law49_without_a_token_nothing_is_told(header: str, skara: Tenant) -> None:
    client = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
    for path in ("/Users", "/ServiceProviderConfig", "/finns-inte"):
        answer = client.get("/scim/v2" + path, headers={"Authorization": header, "host": "skara.localhost"})
        assert answer.status_code in {401, 429}, "a session is worth nothing here"
        assert answer["Content-Type"] == "application/scim+json"


def test_law49_a_revoked_and_an_expired_token_are_401(directory: Directory) -> None:
    token = ScimToken.objects.get()
    assert directory.ask("GET", "/Users").status_code == 200
    ScimToken.objects.update(created_at=clock.now() - timedelta(days=9), expires_at=clock.now() - timedelta(seconds=1))
    assert directory.ask("GET", "/Users").status_code == 401
    ScimToken.objects.update(expires_at=clock.now() + timedelta(days=1))
    assert directory.ask("GET", "/Users").status_code == 200
    revoke_token(actor=HOUSE, token=token, now=clock.now())
    assert directory.ask("GET", "/Users").status_code == 401


def test_law49_only_the_hash_is_stored(directory: Directory) -> None:
    stored = ScimToken.objects.values().get()
    assert directory.token not in str(stored)
    assert len(directory.token) > len("samverk_scim_") + 40


def test_law49_whoever_guesses_is_stopped_and_the_directory_itself_is_not(directory: Directory) -> None:
    guesser = Directory("skara.localhost", "gissning")
    answers = [guesser.ask("GET", "/Users").status_code for _number in range(9)]
    assert answers == [401] * 8 + [429]
    assert guesser.ask("GET", "/Users")["Retry-After"] == "900"
    assert directory.ask("GET", "/Users").status_code == 200


@pytest.mark.parametrize(
    "issuer",
    ["urn:samverk:local:skara", "http://login.example.org", "https://", "", "https://a.example/?x", "https://a b"],
)
def test_law49_no_token_reaches_the_sites_own_accounts(issuer: str, skara: Tenant) -> None:
    with pytest.raises(BadIssuer):
        create_token(actor=HOUSE, label="x", issuer=issuer, now=clock.now())
    assert ScimToken.objects.count() == 0


def test_law49_a_token_ends(skara: Tenant) -> None:
    with pytest.raises(TooLong):
        create_token(actor=HOUSE, label="x", issuer=ISSUER, now=clock.now(), days=731)


def test_law49_a_token_reaches_only_its_own_issuers_people(directory: Directory) -> None:
    other = Directory("skara.localhost", new_token(issuer="https://annan.example.org"))
    uuid = directory.user("lisa@skara.se")
    group = directory.group("Alla", uuid)
    assert other.ask("GET", "/Users").json()["totalResults"] == 0
    for method, path in (("GET", f"/Users/{uuid}"), ("DELETE", f"/Users/{uuid}"), ("DELETE", f"/Groups/{group}")):
        assert other.ask(method, path).status_code == 404
    gone = other.patch(f"/Users/{uuid}", {"op": "replace", "path": "active", "value": False})
    assert gone.status_code == 404
    assert User.objects.get(uuid=uuid).is_active
    body = {"displayName": "Stulen", "members": [{"value": uuid}]}
    assert other.ask("POST", "/Groups", body).status_code == 400
    assert other.user("lisa@skara.se") != uuid, "the same name and id with another provider is another person"


def test_law49_a_body_that_is_too_large_is_413(directory: Directory, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert directory.ask("POST", "/Users", {"userName": "x" * 2000}).status_code == 413
    assert ProvisionedPerson.objects.count() == 0


def test_law49_the_operator_has_no_directory(operator: Tenant) -> None:
    assert SiteClient("localhost").get("/scim/v2/Users").status_code == 404

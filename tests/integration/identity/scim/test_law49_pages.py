"""LAW-49: the system maintainer's page for keys and groups."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from samverk.identity.groups import EDITORS
from samverk.identity.models import User
from samverk.identity.scim.models import ProvisionedGroup, ScimToken
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.scim import ISSUER, Directory, new_token

pytestmark = [pytest.mark.server]
PAGE = "/administration/scim/"


@pytest.fixture
def maintainer(skara: Tenant) -> SiteClient:
    return SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))


def test_law49_a_key_is_made_shown_once_works_and_is_revoked(maintainer: SiteClient) -> None:
    made = maintainer.post(PAGE, {"label": "Entra ID", "issuer": ISSUER, "capacity": "employee", "days": "90"})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert secret not in maintainer.get(PAGE).content.decode(), "this once only"
    assert secret not in str(list(AuditEntry.objects.values()))
    directory = Directory("skara.localhost", secret)
    assert directory.ask("GET", "/Users").status_code == 200
    token = ScimToken.objects.get()
    assert 89 <= (token.expires_at - clock.now()).days <= 90
    assert maintainer.post(f"{PAGE}{token.pk}/aterkalla/", follow=True).status_code == 200
    assert directory.ask("GET", "/Users").status_code == 401
    assert list(AuditEntry.objects.filter(verb__startswith="scim.").values_list("verb", "actor_name")) == [
        ("scim.revoke_token", token_maker()),
        ("scim.create_token", token_maker()),
    ]


def token_maker() -> str:
    return User.objects.get(groups__name="System maintainers").display_name


@pytest.mark.parametrize("issuer", ["", "urn:samverk:local:skara", "login.example.org"])
def test_law49_a_key_without_a_provider_is_not_made(issuer: str, maintainer: SiteClient) -> None:
    refused = maintainer.post(PAGE, {"label": "x", "issuer": issuer, "capacity": "employee", "days": "90"})
    assert refused.status_code == 422
    assert ScimToken.objects.count() == 0


def test_law49_a_key_of_the_next_municipality_cannot_be_revoked_here(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    with site(sites.hjo):
        for _number in range(3):
            token = new_token()
        key = ScimToken.objects.order_by("pk").last()
        group = Directory("hjo.localhost", token).group("Alla")
    assert key is not None
    assert client.post(f"{PAGE}{key.pk}/aterkalla/").status_code == 404
    assert client.post(f"{PAGE}grupper/{group}/", {"house_group": ""}).status_code == 404
    with site(sites.hjo):
        assert not ScimToken.objects.exclude(revoked_at=None).exists()


def test_pf02_a_maintainer_says_what_a_group_means(maintainer: SiteClient) -> None:
    directory = Directory("skara.localhost", new_token())
    lisa = directory.user("lisa@skara.se")
    group = directory.group("IFO-redaktör", lisa)
    shown = maintainer.get(PAGE).content.decode()
    assert "IFO-redaktör" in shown
    assert "Redaktörer" in shown
    editors = Group.objects.get(name=EDITORS)
    maintainer.post(f"{PAGE}grupper/{group}/", {"house_group": editors.pk})
    assert ProvisionedGroup.objects.get().house_group == editors
    assert User.objects.get(uuid=lisa).groups.get() == editors
    maintainer.post(f"{PAGE}grupper/{group}/", {"house_group": "999999"})
    assert ProvisionedGroup.objects.get().house_group == editors, "nothing changed"
    maintainer.post(f"{PAGE}grupper/{group}/", {"house_group": ""})
    assert not User.objects.get(uuid=lisa).groups.exists()


def test_performance_the_same_for_two_and_forty_of_each(maintainer: SiteClient) -> None:
    directory = Directory("skara.localhost", new_token())
    people = [directory.user(f"p{number}@skara.se") for number in range(3)]

    def asked() -> int:
        assert maintainer.get(PAGE).status_code == 200
        with assert_query_budget(12) as queries:
            maintainer.get(PAGE)
        return len(queries)

    for number in range(2):
        directory.group(f"G{number}", *people)
    few = asked()
    for number in range(2, 40):
        directory.group(f"G{number}", *people)
        new_token(label=f"T{number}")
    assert asked() == few

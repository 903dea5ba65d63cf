"""Nobody reaches the log or protected identities by a rule of their own making; names show what they hold."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from samverk.identity.access import actor_for
from samverk.identity.actions.create_local_account import create_local_account
from samverk.identity.groups import AUDITORS, EDITORS, PROTECTORS
from samverk.identity.models import User
from samverk.identity.oidc.here.models import ClaimRule
from samverk.identity.scim.actions.create_token import create_token
from samverk.identity.scim.actions.map_group import map_group
from samverk.identity.scim.models import ProvisionedGroup, ScimToken
from samverk.kernel import clock
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.visible import has_unseen
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.openid.rows import provider_row
from tests.support.scim import ISSUER, USER, Directory, new_token

pytestmark = [pytest.mark.server]
UNSEEN = ("Revi\u200bsion", "Kri\u202es", "Stab\u00aden", "Lis\u3164a", "Bo\x07b")


@pytest.fixture
def maintainer(skara: Tenant) -> User:
    return PersonFactory(maintainer=True)


@pytest.mark.parametrize("name", [AUDITORS, PROTECTORS])
def test_law12_only_who_is_in_a_protected_group_lets_the_directory_fill_it(maintainer: User, name: str) -> None:
    directory = Directory("skara.localhost", new_token())
    person = directory.user("kim@skara.se")
    theirs = ProvisionedGroup.objects.get(uuid=directory.group("Revision", person))
    wanted = Group.objects.get(name=name)
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    address = f"/administration/scim/grupper/{theirs.uuid}/"
    refused = browser.post(address, {"house_group": wanted.pk})
    assert refused.status_code == 403
    assert "Bara den som redan är med i gruppen" in refused.content.decode()
    with pytest.raises(Denied):
        map_group(actor=HOUSE, group=theirs, house_group=wanted)
    theirs.refresh_from_db()
    assert theirs.house_group is None
    assert not wanted.user_set.exists()
    assert browser.post(address, {"house_group": Group.objects.get(name=EDITORS).pk}).status_code == 302
    maintainer.groups.add(wanted)
    assert browser.post(address, {"house_group": wanted.pk}).status_code == 302
    assert wanted.user_set.filter(uuid=person).exists()


def test_law12_so_with_a_key_to_a_directory_that_fills_one(maintainer: User) -> None:
    directory = Directory("skara.localhost", new_token())
    theirs = ProvisionedGroup.objects.get(uuid=directory.group("Revision"))
    holder = PersonFactory(auditor=True)
    map_group(actor=actor_for(holder), group=theirs, house_group=Group.objects.get(name=AUDITORS))
    with pytest.raises(Denied):
        create_token(actor=actor_for(maintainer), label="Min", issuer=ISSUER, now=clock.now())
    assert ScimToken.objects.count() == 1
    create_token(actor=actor_for(maintainer), label="Annan", issuer="https://other.example.org", now=clock.now())
    create_token(actor=actor_for(holder), label="Ny", issuer=ISSUER, now=clock.now())


@pytest.mark.parametrize("name", [AUDITORS, PROTECTORS])
def test_law12_so_with_a_rule_of_sign_in(maintainer: User, skara: Tenant, name: str) -> None:
    provider_row("entra", skara)
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    address = "/administration/inloggning/entra/regler/"
    rule = {"regel-claim": "sub", "regel-values": "*", "regel-effect": "group", "regel-outcome": name}
    assert browser.post(address, rule).status_code == 403
    assert not ClaimRule.objects.filter(outcome=name).exists()
    assert browser.post(address, {**rule, "regel-outcome": EDITORS}).status_code == 302
    maintainer.groups.add(Group.objects.get(name=name))
    assert browser.post(address, rule).status_code == 302
    assert ClaimRule.objects.filter(outcome=name).exists()


@pytest.mark.parametrize("text", UNSEEN)
def test_law54_a_name_with_signs_that_do_not_show_comes_in_by_no_door(maintainer: User, text: str) -> None:
    assert has_unseen(text)
    browser = SiteClient("skara.localhost").sign_in(maintainer)
    groups = Group.objects.count()
    assert browser.post("/administration/grupper/", {"name": text}).status_code == 422
    assert Group.objects.count() == groups
    directory = Directory("skara.localhost", new_token())
    body = {"schemas": [USER], "userName": "x@skara.se", "externalId": "x1", "displayName": text}
    assert directory.ask("POST", "/Users", body).status_code == 400
    assert directory.ask("POST", "/Groups", {"displayName": text}).status_code == 400
    guest = {"name": text, "email": "g@example.org", "organisation": "Firma"}
    answer = browser.post("/mina-gaster/bjud-in/", guest)
    assert "tecken som inte syns" in answer.content.decode()
    with pytest.raises(ValidationError):
        create_local_account(actor=HOUSE, username="reserv", display_name=text)
    assert not User.objects.filter(display_name=text).exists()
    assert not has_unseen("Åsa-Britt O’Connor d'Été 李小龙 Ł")

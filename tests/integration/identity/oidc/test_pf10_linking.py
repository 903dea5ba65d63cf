"""PF-10: two identities, both proved, one account; undone without a trace lost."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from samverk.identity.groups import EDITORS
from samverk.identity.models import User
from samverk.identity.oidc.here.models import LinkedIdentity
from samverk.kernel import clock
from samverk.kernel.models import AuditEntry
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.openid.browser import at_the_provider, come_back, is_in, link, local, register, rule
from tests.support.openid.provider import Provider

pytestmark = [pytest.mark.server, pytest.mark.django_db]
MINE = "/mina-kopplingar/"


@pytest.fixture
def providers() -> Iterator[SimpleNamespace]:
    with Provider() as entra, Provider() as siths:
        entra.person["kommunkod"] = "1495"
        siths.person = {"sub": "SE-ANNA", "name": "Anna A", "kommunkod": "1495", "groups": ["red"]}
        yield SimpleNamespace(entra=entra, siths=siths)


@pytest.fixture
def world(providers: SimpleNamespace, sites: SimpleNamespace) -> SimpleNamespace:
    made = {key: link(register(getattr(providers, key), key), sites.skara) for key in ("entra", "siths")}
    with site(sites.skara):
        rule(made["siths"], "group", "groups", ["red"], EDITORS)
    return SimpleNamespace(sites=sites, links=made)


@pytest.fixture
def anna(world: SimpleNamespace) -> SiteClient:
    client = SiteClient("skara.localhost")
    come_back(client, "entra")
    return client


def prove_the_other(client: SiteClient) -> Any:
    """Set out from my identities, prove the second; gives the site's answer."""
    response = client.get(f"{MINE}koppla/siths/")
    assert response.status_code == 302, response.content.decode()
    return client.get(local(at_the_provider(response["Location"])))


def link_both(client: SiteClient) -> Any:
    response = prove_the_other(client)
    assert response["Location"] == f"{MINE}koppla/"
    return client.post(f"{MINE}koppla/")


def accounts(world: SimpleNamespace) -> dict[str, bool]:
    with site(world.sites.skara):
        return dict(User.objects.values_list("subject", "is_active"))


def test_pf10_both_proved_and_one_account_opens(
    world: SimpleNamespace, anna: SiteClient, providers: SimpleNamespace
) -> None:
    assert "Koppla Inloggning siths" in anna.get(MINE).content.decode()
    response = prove_the_other(anna)
    question = parse_qs(urlsplit(anna.get(f"{MINE}koppla/siths/")["Location"]).query)
    assert question["prompt"] == ["login"], "the second identity is proved now, not remembered"
    page = anna.get(response["Location"]).content.decode()
    assert "Du har visat att du är Anna A hos Inloggning siths" in page
    with site(world.sites.skara):
        assert LinkedIdentity.objects.count() == 0, "an answer alone links nothing"
    assert anna.post(f"{MINE}koppla/")["Location"] == MINE
    other = SiteClient("skara.localhost")
    assert come_back(other, "siths").status_code == 302
    assert accounts(world) == {"anna": True}
    with site(world.sites.skara):
        me = User.objects.get()
        assert me.display_name == "Anna Andersson"
        assert me.groups.count() == 0, "the second identity brings no rights of its own"
        entry = AuditEntry.objects.get(verb="identity.link_identity")
        assert entry.details | {"link": 0} == {"link": 0, "provider": "siths", "proved_by": "entra", "merged": False}


def test_pf10_an_account_of_its_own_is_closed_meanwhile_and_opens_again(
    world: SimpleNamespace, anna: SiteClient
) -> None:
    old = SiteClient("skara.localhost")
    come_back(old, "siths")
    assert link_both(anna).status_code == 302
    assert accounts(world) == {"anna": True, "SE-ANNA": False}
    assert not is_in(old)
    with site(world.sites.skara):
        pk = LinkedIdentity.objects.get().pk
    through = SiteClient("skara.localhost")
    come_back(through, "siths")
    assert is_in(through)
    assert anna.post(f"{MINE}{pk}/ta-bort/").status_code == 302
    assert accounts(world) == {"anna": True, "SE-ANNA": True}
    assert not is_in(through), "a session that came through the link ends with it"
    assert is_in(anna)
    assert not is_in(old), "what ended with the merge stays ended"
    come_back(old, "siths")
    assert is_in(old)
    with site(world.sites.skara):
        link_row = LinkedIdentity.objects.get()
        assert link_row.unlinked_at is not None
        assert [entry.verb for entry in AuditEntry.objects.filter(verb__endswith="link_identity").order_by("id")] == [
            "identity.link_identity",
            "identity.unlink_identity",
        ]


def test_pf10_the_first_proof_must_be_fresh(
    anna: SiteClient, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + timedelta(seconds=601)
    monkeypatch.setattr(clock, "now", lambda: later)
    response = anna.get(f"{MINE}koppla/siths/")
    assert response["Location"].startswith("/logga-in/starkare/?hogst=0&next=")
    with site(world.sites.skara):
        assert LinkedIdentity.objects.count() == 0


def test_pf10_the_second_proof_grows_old(
    anna: SiteClient, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_the_other(anna)
    later = clock.now() + timedelta(seconds=601)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert anna.post(f"{MINE}koppla/").status_code == 404


def test_pf10_a_local_account_proves_nothing_and_cannot_link(world: SimpleNamespace) -> None:
    with site(world.sites.skara):
        person = PersonFactory()
    client = SiteClient("skara.localhost").sign_in(person)
    assert client.get(f"{MINE}koppla/siths/").status_code == 404
    assert "först logga in" in client.get(MINE).content.decode()


def test_pf10_somebody_elses_attempt_links_nothing(world: SimpleNamespace, anna: SiteClient) -> None:
    """The answer comes when another person sits there."""
    path = local(at_the_provider(anna.get(f"{MINE}koppla/siths/")["Location"]))
    with site(world.sites.skara):
        other = PersonFactory()
    session = anna.session_for_later = anna.cookies["samverk"].value  # type: ignore[attr-defined]
    assert session
    anna.post("/logga-ut/")
    anna.sign_in(other)
    assert anna.get(path).status_code == 403
    assert anna.get(f"{MINE}koppla/").status_code == 404


def test_pf10_a_link_without_a_form_of_ours_is_refused(anna: SiteClient, world: SimpleNamespace) -> None:
    """Whoever makes a browser sign in as the attacker and then asks to link gains nothing."""
    prove_the_other(anna)
    strict = SiteClient("skara.localhost", enforce_csrf_checks=True)
    strict.cookies = anna.cookies
    assert strict.post(f"{MINE}koppla/").status_code == 403
    with site(world.sites.skara):
        assert LinkedIdentity.objects.count() == 0


def test_pf10_an_identity_opens_one_account(
    world: SimpleNamespace, anna: SiteClient, providers: SimpleNamespace
) -> None:
    link_both(anna)
    providers.entra.person = {"sub": "bo", "name": "Bo", "kommunkod": "1495"}
    bo = SiteClient("skara.localhost")
    come_back(bo, "entra")
    response = link_both(bo)
    assert response.status_code == 403
    assert "redan kopplad" in response.content.decode()


def test_pf10_a_closed_account_comes_not_back_through_a_link(world: SimpleNamespace, anna: SiteClient) -> None:
    old = SiteClient("skara.localhost")
    come_back(old, "siths")
    with site(world.sites.skara):
        User.objects.filter(subject="SE-ANNA").update(is_active=False)
    assert link_both(anna).status_code == 403
    with site(world.sites.skara):
        assert LinkedIdentity.objects.count() == 0


def test_pf10_when_the_account_is_closed_both_ways_in_are(world: SimpleNamespace, anna: SiteClient) -> None:
    link_both(anna)
    with site(world.sites.skara):
        User.objects.update(is_active=False)
    for key in ("entra", "siths"):
        assert come_back(SiteClient("skara.localhost"), key).status_code == 403


def test_pf10_the_identity_must_belong_to_the_site(
    world: SimpleNamespace, anna: SiteClient, providers: SimpleNamespace
) -> None:
    providers.siths.person["kommunkod"] = "1497"
    response = anna.get(f"{MINE}koppla/siths/")
    assert anna.get(local(at_the_provider(response["Location"]))).status_code == 403


def test_pf10_nobody_takes_away_anothers_link(world: SimpleNamespace, anna: SiteClient) -> None:
    link_both(anna)
    with site(world.sites.skara):
        pk = LinkedIdentity.objects.get().pk
        stranger = PersonFactory()
    assert SiteClient("skara.localhost").sign_in(stranger).post(f"{MINE}{pk}/ta-bort/").status_code == 404
    with site(world.sites.skara):
        assert LinkedIdentity.objects.get().unlinked_at is None


def test_pf10_the_maintainer_can_unlink_and_sees_no_rights_elsewhere(
    world: SimpleNamespace, anna: SiteClient, providers: SimpleNamespace
) -> None:
    link_both(anna)
    link(world.links["siths"].provider, world.sites.hjo)
    with site(world.sites.hjo):
        PersonFactory(issuer=providers.siths.issuer, subject="SE-ANNA", username="hjo-anna", moderator=True)
    with site(world.sites.skara):
        pk = LinkedIdentity.objects.get().pk
        maintainer = SiteClient("skara.localhost").sign_in(PersonFactory(maintainer=True))
    page = maintainer.get("/administration/inloggning/kopplingar/").content.decode()
    assert "Anna Andersson" in page
    for foreign in ("hjo-anna", "Hjo", "Granskare", "Moderators"):
        assert foreign not in page.split("<main", 1)[1].split("</main")[0]
    assert maintainer.post(f"/administration/inloggning/kopplingar/{pk}/ta-bort/").status_code == 302
    assert "Borttagen" in maintainer.get("/administration/inloggning/kopplingar/").content.decode()
    assert accounts(world)["anna"] is True

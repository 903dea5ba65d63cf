"""PF-06: a guest accepts with a sign-in they have already; the rules' own people and taken identities do not."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from samverk.identity.guests.actions.invite_again import invite_again
from samverk.identity.guests.actions.resend_invitation import resend_invitation
from samverk.identity.guests.actions.send_invitation import send_invitation
from samverk.identity.guests.models import GuestStay
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.guests import stay_row
from tests.support.openid.browser import at_the_provider, come_back, is_in, link, local, register, rule
from tests.support.openid.provider import Provider

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def region() -> Iterator[Provider]:
    with Provider() as provider:
        provider.person = {"sub": "robin", "name": "Robin Sten-Ek", "email": "robin@regionen.example", "org": "region"}
        yield provider


@pytest.fixture
def world(region: Provider, sites: SimpleNamespace) -> SimpleNamespace:
    """A provider whose people are nobody here by themselves, and an invitation."""
    row = register(region, "region")
    made = link(row, sites.skara, capacity="", claim="org", values=["region"])
    with site(sites.skara):
        sponsor = PersonFactory(editor=True, display_name="Disa Ek")
        stay = stay_row(sponsor=sponsor, name="Robin Sten", email="robin@regionen.example")
    return SimpleNamespace(sites=sites, link=made, stay=stay, sponsor=sponsor)


def invited(world: SimpleNamespace) -> str:
    with site(world.sites.skara):
        send_invitation(actor=HOUSE, stay_id=world.stay.pk, now=clock.now())
    found = re.findall(r"http://skara\.localhost(/valkommen/[\w-]+/)", mail.outbox[-1].body)
    return str(found[0])


def accept(client: SiteClient, path: str) -> Any:
    """Agree, prove, come back; gives the site's answer."""
    page = client.post(f"{path}via/", {"agree": "on", "tjanst": "region"})
    assert page.status_code == 200, page.content.decode()
    address = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert address
    return client.get(local(at_the_provider(address[1].replace("&amp;", "&"))))


def test_pf06_a_guest_accepts_with_a_proof_and_comes_back_with_it(world: SimpleNamespace) -> None:
    path, browser = invited(world), SiteClient("skara.localhost")
    page = browser.get(path).content.decode()
    assert "Godkänn och logga in med Inloggning region" in page
    refused = browser.post(f"{path}via/", {"tjanst": "region"})
    assert refused.status_code == 422, "terms come first"
    assert browser.post(f"{path}via/", {"agree": "on", "tjanst": "finns-inte"}).status_code == 404
    with site(world.sites.skara):
        assert not User.objects.filter(capacity="guest").exists()
    assert accept(browser, path)["Location"] == "/"
    assert is_in(browser)
    with site(world.sites.skara):
        guest = User.objects.get(capacity="guest")
        world.stay.refresh_from_db()
        assert (guest.display_name, guest.acting_for_name) == ("Robin Sten-Ek", "Regionen")
        assert guest.last_day == world.stay.expires_on
        assert not guest.has_usable_password()
        assert guest.username.startswith("oidc-")
        assert (world.stay.user, world.stay.link_hash) == (guest, "")
        entry = AuditEntry.objects.get(verb="guests.accept_invitation")
        assert (entry.actor_uuid, entry.details["provider"]) == (guest.uuid, "region")
    assert SiteClient("skara.localhost").get(path).status_code == 404, "once"
    later = SiteClient("skara.localhost")
    come_back(later, "region")
    assert is_in(later), "a guest is one without any rule that says so"
    with site(world.sites.skara):
        rule(world.link, "capacity", "org", ["annat"], "supplier")
    again = SiteClient("skara.localhost")
    come_back(again, "region")
    assert is_in(again), "nor does a rule for others shut a guest out"
    with site(world.sites.skara):
        assert User.objects.get(pk=guest.pk).capacity == "guest"


def test_pf06_whoever_belongs_here_is_no_guest_and_an_identity_opens_one_account(world: SimpleNamespace) -> None:
    path = invited(world)
    with site(world.sites.skara):
        rule(world.link, "capacity", "org", ["region"], "employee")
    answer = accept(SiteClient("skara.localhost"), path)
    assert answer.status_code == 403
    assert "Du hör redan hit" in answer.content.decode()
    come_back(SiteClient("skara.localhost"), "region")
    with site(world.sites.skara):
        from samverk.identity.oidc.here.models import ClaimRule

        ClaimRule.objects.all().delete()
        assert User.objects.filter(capacity="employee", display_name="Robin Sten-Ek").exists()
    answer = accept(SiteClient("skara.localhost"), path)
    assert "redan kopplad" in answer.content.decode()
    with site(world.sites.skara):
        world.stay.refresh_from_db()
        assert world.stay.accepted_at is None


def test_pf06_a_link_that_was_used_meanwhile_opens_nothing_for_a_second_proof(world: SimpleNamespace) -> None:
    path, browser = invited(world), SiteClient("skara.localhost")
    page = browser.post(f"{path}via/", {"agree": "on", "tjanst": "region"}).content.decode()
    address = re.search(r'content="0;url=([^"]+)"', page)
    assert address
    word = {"password": "tre gröna äpplen", "again": "tre gröna äpplen", "agree": "on"}
    assert SiteClient("skara.localhost").post(path, word).status_code == 302
    answer = browser.get(local(at_the_provider(address[1].replace("&amp;", "&"))))
    assert "Inbjudan går inte att använda" in answer.content.decode()
    assert not is_in(browser)


def test_pf06_where_everybody_becomes_an_employee_no_guest_is_sent(world: SimpleNamespace) -> None:
    with site(world.sites.skara):
        rule(world.link, "capacity", "sub", ["*"], "employee")
    page = SiteClient("skara.localhost").get(invited(world)).content.decode()
    assert 'data-testid="by-provider"' not in page


def test_pf06_who_signs_in_elsewhere_gets_no_link_to_a_password(world: SimpleNamespace) -> None:
    accept(SiteClient("skara.localhost"), invited(world))
    host = SiteClient("skara.localhost").sign_in(world.sponsor)
    with site(world.sites.skara):
        stay = GuestStay.objects.get()
        assert not resend_invitation(actor=HOUSE, stay=stay, link_base="http://skara.localhost")
    page = host.get(f"/mina-gaster/{stay.pk}/").content.decode()
    assert "inget lösenord här" in page
    host.post(f"/mina-gaster/{stay.pk}/avsluta/")
    out = SiteClient("skara.localhost")
    come_back(out, "region")
    assert not is_in(out)
    with site(world.sites.skara):
        stay.refresh_from_db()
        invite_again(
            actor=HOUSE, inviter=world.sponsor, stay=stay, expires_on=stay.expires_on,
            link_base="http://skara.localhost", now=clock.now(),
        )  # fmt: skip
        send_invitation(actor=HOUSE, stay_id=stay.pk, now=clock.now())
    assert "http://skara.localhost/logga-in/" in mail.outbox[-1].body
    assert "/valkommen/" not in mail.outbox[-1].body
    come_back(out, "region")
    assert is_in(out)

"""A site moves to another address: the old one shows the way, and no session follows a cookie astray."""

from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Site

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.actions.create_tenant import NewTenant, TenantExists, create_tenant
from tenants.life.actions.add_host import HostTaken, add_host
from tenants.life.actions.make_host_primary import NotItsHost, make_host_primary
from tenants.life.actions.retire_host import PrimaryHost, retire_host
from tenants.models import Domain
from tenants.queries import primary_hosts
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server]
NEW = "intranat.skara.example"


def move(sites: SimpleNamespace) -> None:
    add_host(actor=HOUSE, tenant=sites.skara, host=NEW.upper())
    make_host_primary(actor=HOUSE, tenant=sites.skara, host=NEW)
    retire_host(actor=HOUSE, tenant=sites.skara, host="skara.localhost", now=clock.now())


def test_tn02_the_old_address_shows_the_way_for_reading_only(sites: SimpleNamespace) -> None:
    move(sites)
    answer = SiteClient("skara.localhost").get("/nyheter/?sida=2", HTTP_HOST="skara.localhost:8000")
    assert answer.status_code == 301
    assert answer["Location"] == f"http://{NEW}:8000/nyheter/?sida=2"
    assert SiteClient("skara.localhost").post("/logga-in/", {"username": "a"}).status_code == 404
    assert SiteClient(NEW).get("/logga-in/").status_code == 200
    assert primary_hosts(["skara"]) == {"skara": NEW}
    with site(sites.skara):
        assert Site.objects.get().hostname == NEW


def test_tn02_both_addresses_work_until_one_is_left(sites: SimpleNamespace) -> None:
    add_host(actor=HOUSE, tenant=sites.skara, host=NEW)
    make_host_primary(actor=HOUSE, tenant=sites.skara, host=NEW)
    for host in ("skara.localhost", NEW):
        assert SiteClient(host).get("/logga-in/").status_code == 200
    assert Domain.objects.filter(tenant=sites.skara, is_primary=True).count() == 1


def test_tn02_every_session_of_the_site_ends_and_no_others(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        here = SiteClient("skara.localhost").sign_in(PersonFactory())
    with site(sites.hjo):
        there = SiteClient("hjo.localhost").sign_in(PersonFactory())
    move(sites)
    with site(sites.skara):
        assert not Session.objects.exists()
    moved = SiteClient(NEW)
    moved.cookies = here.cookies
    assert moved.get("/").status_code == 302
    assert there.get("/").status_code == 200


def test_tn02_a_host_is_one_sites_even_when_left(sites: SimpleNamespace) -> None:
    move(sites)
    for host in ("hjo.localhost", NEW):
        other = sites.skara if host.startswith("hjo") else sites.hjo
        with pytest.raises(HostTaken):
            add_host(actor=HOUSE, tenant=other, host=host)
    with pytest.raises(HostTaken):
        add_host(actor=HOUSE, tenant=sites.hjo, host="skara.localhost")
    with pytest.raises(TenantExists), transaction.atomic():
        create_tenant(
            actor=HOUSE, new=NewTenant(slug="tibro", name="Tibro", kind="cooperation", hosts=("skara.localhost",))
        )
    retire_host(actor=HOUSE, tenant=sites.skara, host="skara.localhost", now=clock.now(), redirect=False)
    assert SiteClient("skara.localhost").get("/").status_code == 404
    assert add_host(actor=HOUSE, tenant=sites.hjo, host="skara.localhost").domain == "skara.localhost"


def test_tn02_a_site_comes_back_to_an_address_it_left(sites: SimpleNamespace) -> None:
    move(sites)
    add_host(actor=HOUSE, tenant=sites.skara, host="skara.localhost")
    assert SiteClient("skara.localhost").get("/logga-in/").status_code == 200


NO_NAMES = ["", "https://x.se", "a b.se", "-x.se", "x..se", "10.0.0.1", "www.x.se", "x.se:80", "å.se"]


@pytest.mark.parametrize("host", NO_NAMES)
def test_tn02_what_is_no_host_name_is_refused(host: str, sites: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        add_host(actor=HOUSE, tenant=sites.skara, host=host)
    with operator_site():
        assert Domain.objects.filter(tenant=sites.skara).count() == 1


def test_tn02_the_primary_address_cannot_be_left(sites: SimpleNamespace) -> None:
    with pytest.raises(PrimaryHost):
        retire_host(actor=HOUSE, tenant=sites.skara, host="skara.localhost", now=clock.now())
    with pytest.raises(NotItsHost):
        make_host_primary(actor=HOUSE, tenant=sites.skara, host="hjo.localhost")


def test_pf63_each_act_on_an_address_is_told_once_in_the_operators_log(sites: SimpleNamespace) -> None:
    for _again in range(2):
        add_host(actor=OLLE, tenant=sites.skara, host=NEW)
        make_host_primary(actor=OLLE, tenant=sites.skara, host=NEW)
    retire_host(actor=OLLE, tenant=sites.skara, host="skara.localhost", now=clock.now())
    for verb in ("tenants.add_host", "tenants.make_host_primary", "tenants.retire_host"):
        assert told(verb) == {"drift": BY_OLLE}

"""The operator's list of sites and the page of each: names and numbers, the same number of queries for many sites."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from samverk.identity.groups import OPERATORS
from samverk.identity.operators import give_operators_their_right
from samverk.kernel import clock
from tenants.actions.change_state import change_state
from tenants.models import Domain, State, Tenant
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory
from tests.support.openid.rows import provider_row
from tests.support.told import OLLE

pytestmark = [pytest.mark.server, pytest.mark.django_db]
BUDGET = 16


@pytest.fixture
def olle(sites: SimpleNamespace) -> SiteClient:
    """Somebody who runs the sites, at the operator's."""
    return SiteClient("localhost").sign_in(PersonFactory(operator=True))


def shown(client: SiteClient, path: str) -> list[str]:
    """Short names of the sites in the list, in its order."""
    return re.findall(r'<th scope="row"><a href="/drift/([a-z0-9-]+)/">', client.get(path).content.decode())


def test_tn02_the_list_shows_every_site_but_the_operators(olle: SiteClient, sites: SimpleNamespace) -> None:
    provider_row("entra", sites.skara)
    assert shown(olle, "/drift/") == ["gvs12", "hjo", "mall", "skara"]
    page = olle.get("/drift/").content.decode()
    for text in ("Skara kommun", "skara.localhost", "Inloggning entra", "Uppdaterad"):
        assert text in page
    assert "Bara lokala konton" in page, "Hjo has no provider"


def test_tn02_the_list_is_searched_filtered_and_sorted(olle: SiteClient, sites: SimpleNamespace) -> None:
    change_state(actor=OLLE, tenant=sites.hjo, state=State.SUSPENDED)
    assert shown(olle, "/drift/?sok=skara.local") == ["skara"]
    assert shown(olle, "/drift/?sok=1497") == ["hjo"]
    assert shown(olle, "/drift/?slag=municipality&ordning=-name") == ["skara", "hjo"]
    assert shown(olle, "/drift/?lage=suspended") == ["hjo"]
    assert shown(olle, "/drift/?ordning=kind") == ["gvs12", "hjo", "skara", "mall"]
    assert shown(olle, "/drift/?slag=nonsens&ordning=password") == ["gvs12", "hjo", "mall", "skara"]


def test_tn02_three_hundred_sites_cost_what_four_do(olle: SiteClient, sites: SimpleNamespace) -> None:
    olle.get("/drift/")
    with assert_query_budget(BUDGET) as few:
        olle.get("/drift/")
    # As rows only: what the page asks of a schema it asks of all in one question.
    many = Tenant.objects.bulk_create(
        Tenant(
            slug=f"kommun-{n}",
            schema_name=f"kommun_{n}",
            kind="cooperation",
            name=f"Ö{n}",
            official_name=f"Ö {n}",
            mark="Ö",
            created_at=clock.now(),
        )
        for n in range(286)
    )
    Domain.objects.bulk_create(Domain(domain=f"{t.slug}.example", tenant=t, is_primary=True) for t in many)
    with assert_query_budget(BUDGET) as lots:
        response = olle.get("/drift/")
    assert len(lots) <= len(few) + 1, "one more: what lacking sites have"
    page = response.content.decode()
    assert "290 webbplatser." in page
    assert len(shown(olle, "/drift/?sida=6")) == 40
    assert 'href="?sida=2"' in page
    assert 'href="?ordning=-name"' in page


def test_tn02_a_sites_page_tells_of_it_and_of_nobody_there(olle: SiteClient, sites: SimpleNamespace) -> None:
    provider_row("entra", sites.skara)
    change_state(actor=OLLE, tenant=sites.skara, state=State.SUSPENDED)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM skara.django_migrations WHERE app = 'people' AND name LIKE '0001%'")
    from tenants.site_context import site

    with site(sites.skara):
        NewsPageFactory(title="Hemligt på insidan")
        PersonFactory(display_name="Sara Skarabo")
    page = olle.get("/drift/skara/").content.decode()
    for text in ("Skara kommun", "1495", "entra.example", "Pausad", "Pausades", "people.0001", "Skapades"):
        assert text in page
    assert "Hemligt" not in page
    assert "Skarabo" not in page


def test_tn02_the_operators_group_is_made_once_and_takes_those_who_were_there(operator: Tenant) -> None:
    group = Group.objects.get(name=OPERATORS)
    late = PersonFactory()
    give_operators_their_right()
    assert not late.groups.exists(), "the second time it changes nothing"
    Group.objects.filter(pk=group.pk).update(name="Den förra")
    guest = PersonFactory(guest=True)
    give_operators_their_right()
    assert late.has_perm("identity.administer_site")
    assert not guest.groups.exists()

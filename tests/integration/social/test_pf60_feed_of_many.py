"""PF-60: where people of several municipalities write, a post says whom its author acts for."""

from types import SimpleNamespace

import pytest

from samverk.identity.models import Capacity
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory, PostFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.mark.parametrize(("slug", "says"), [("gvs12", True), ("skara", False)])
def test_pf60_a_post_in_a_cooperation_says_whom_its_author_acts_for(
    slug: str, says: bool, sites: SimpleNamespace
) -> None:
    with site(getattr(sites, slug)):
        reader = PersonFactory()
        PostFactory(author=PersonFactory(acting_for_name="Tibro kommun"))
        browser = SiteClient(f"{slug}.localhost").sign_in(reader)
    assert ("Tibro kommun" in browser.get("/inlagg/").text) is says


def test_pf60_a_post_of_somebody_from_outside_says_so_everywhere(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        PostFactory(author=PersonFactory(capacity=Capacity.SUPPLIER, acting_for_name="Kodbolaget AB"))
        browser = SiteClient("skara.localhost").sign_in(PersonFactory())
    page = browser.get("/inlagg/").text
    assert "Extern" in page
    assert "Kodbolaget AB" in page

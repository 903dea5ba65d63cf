"""PF-63: what is done in the editors' tools stands in the site's log, which nobody can change."""

from types import SimpleNamespace

import pytest

from samverk.intranet.models import NewsPage
from samverk.kernel.models import AuditEntry
from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory

pytestmark = [pytest.mark.server]


def verbs() -> list[str]:
    return list(AuditEntry.objects.filter(verb__startswith="intranet.").order_by("id").values_list("verb", flat=True))


@pytest.fixture
def news(skara: Tenant) -> NewsPage:
    return NewsPageFactory(title="Ny rutin")


def test_pf63_taking_a_page_down_is_written(news: NewsPage) -> None:
    moderator = PersonFactory(moderator=True)
    before = verbs()
    browser = SiteClient("skara.localhost").sign_in(moderator)
    assert browser.post(f"/redaktion/pages/{news.pk}/unpublish/").status_code == 302
    assert verbs()[len(before) :] == ["intranet.unpublish"]
    entry = AuditEntry.objects.filter(verb="intranet.unpublish").get()
    assert (entry.actor_uuid, entry.object_label) == (moderator.uuid, "Ny rutin")
    assert (entry.right, entry.address) == ("wagtailadmin.access_admin", "127.0.0.1")
    assert entry.details == {"type": "intranet.newspage", "number": str(news.pk)}


def test_pf63_removing_a_page_is_written_and_outlives_it(news: NewsPage) -> None:
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
    assert browser.post(f"/redaktion/pages/{news.pk}/delete/").status_code == 302
    assert not NewsPage.objects.filter(pk=news.pk).exists()
    assert "intranet.delete" in verbs()


def test_pf63_the_house_publishes_by_the_clock_in_its_own_name(news: NewsPage) -> None:
    news.unpublish(user=None)
    entry = AuditEntry.objects.filter(verb="intranet.unpublish").get()
    assert (entry.actor_name, entry.right) == ("Samverk", "house")


def test_pf63_the_neighbours_log_says_nothing(sites: SimpleNamespace) -> None:
    with site(sites.hjo):
        before = AuditEntry.objects.count()
    with site(sites.skara):
        NewsPageFactory().unpublish(user=PersonFactory(moderator=True))
        assert "intranet.unpublish" in verbs()
    with site(sites.hjo):
        assert AuditEntry.objects.count() == before


def test_law12_looking_in_the_editors_tools_is_not_written(news: NewsPage) -> None:
    before = AuditEntry.objects.count()
    browser = SiteClient("skara.localhost").sign_in(PersonFactory(moderator=True))
    for path in ("/redaktion/", f"/redaktion/pages/{news.pk}/edit/", f"/redaktion/pages/{news.pk}/history/"):
        assert browser.get(path).status_code == 200
    assert AuditEntry.objects.count() == before

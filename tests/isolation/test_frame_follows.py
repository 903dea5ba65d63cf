"""The frame around a page is kept, and still says what is so: after each change it is right at the next request.

With real commits: inside a transaction nothing is kept.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage
from samverk.portal import shell
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import operator_site, site
from tests.support.clients import SiteClient
from tests.support.factories import NewsPageFactory, PersonFactory

pytestmark = [pytest.mark.server]


@pytest.fixture
def lisa(committed: str) -> Iterator[SimpleNamespace]:
    """Somebody of Skara, and her browser, on a page she has seen a moment ago."""
    with site(tenant_by_slug("skara")):
        user = PersonFactory(display_name="Lisa Berg")
        browser = SiteClient("skara.localhost").sign_in(user)
        assert "Lisa Berg" in page(browser)
        before = len(shell._kept._kept)
        page(browser)
        assert len(shell._kept._kept) == before > 0, "the second page had its frame from memory"
        yield SimpleNamespace(user=user, browser=browser)


def page(browser: SiteClient, path: str = "/") -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_law1_the_frame_follows_the_site_the_person_and_their_language(lisa: SimpleNamespace) -> None:
    with operator_site():
        assert Tenant.objects.filter(slug="skara").update(official_name="Nya Skara kommun")
    assert "Nya Skara kommun" in page(lisa.browser)
    User.objects.filter(pk=lisa.user.pk).update(display_name="Lisa Ek")
    shown = page(lisa.browser)
    assert "Lisa Ek" in shown
    assert "Lisa Berg" not in shown
    User.objects.filter(pk=lisa.user.pk).update(language="en")
    shown = page(lisa.browser)
    assert 'lang="en"' in shown
    assert "Inkorg" not in shown


def test_pf02_a_right_is_in_the_menu_at_the_next_page_and_out_of_it_again(lisa: SimpleNamespace) -> None:
    group = Group.objects.create(name="Förvaltare på prov")
    group.permissions.add(Permission.objects.get(content_type__app_label="identity", codename="administer_site"))
    for _again in range(2):
        assert "/administration/" not in page(lisa.browser)
        lisa.user.groups.add(group)
        assert ["/administration/" in page(lisa.browser) for _more in range(2)] == [True, True]
        lisa.user.groups.remove(group)


def test_pf07_a_guest_in_the_same_process_gets_nobody_elses_menu(lisa: SimpleNamespace) -> None:
    guest = SiteClient("skara.localhost").sign_in(PersonFactory(guest=True))
    assert ['href="/personer/"' in page(each) for each in (lisa.browser, guest, lisa.browser)] == [True, False, True]


def test_the_menu_tells_where_one_is_though_it_is_kept(lisa: SimpleNamespace) -> None:
    def here(path: str) -> list[str]:
        links = [part.split(">")[0] for part in page(lisa.browser, path).split("<a ")]
        return [link for link in links if 'aria-current="page"' in link]

    assert any("/nyheter/" in link for link in here("/nyheter/"))
    assert any("/personer/" in link for link in here("/personer/"))
    assert not any("/nyheter/" in link for link in here("/personer/"))


def test_a_page_above_that_is_renamed_is_called_so_in_the_trail_of_the_next_page(lisa: SimpleNamespace) -> None:
    news = NewsPageFactory(slug="nytt")
    above = NewsIndexPage.objects.get()
    assert f">{above.title}</a>" in page(lisa.browser, news.address)
    above.title = "Allt nytt här"
    above.save_revision(clean=False).publish()
    assert ">Allt nytt här</a>" in page(lisa.browser, news.address)

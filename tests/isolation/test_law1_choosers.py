"""Law 1: Wagtail's choosers, lists and searches in Skara's admin never show anything of Hjo's."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection

from tenants.models import Tenant
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, NewsPageFactory, PersonFactory, PictureFactory, SectionPageFactory

pytestmark = [pytest.mark.django_db]

LISTS = {
    "/redaktion/choose-page/{start}/": "Avsnitt",
    "/redaktion/choose-page/search/?q=Avsnitt": "Avsnitt",
    "/redaktion/pages/{start}/": "Avsnitt",
    "/redaktion/pages/search/?q=Nyhet": "Nyhet",
    "/redaktion/api/main/pages/?fields=title": "Avsnitt",
    "/redaktion/images/": "Bild",
    "/redaktion/images/results/?q=Bild": "Bild",
    "/redaktion/images/chooser/": "Bild",
    "/redaktion/images/chooser/results/?q=Bild": "Bild",
    "/redaktion/api/main/images/?fields=title": "Bild",
    "/redaktion/documents/": "Handling",
    "/redaktion/documents/results/?q=Handling": "Handling",
    "/redaktion/documents/chooser/": "Handling",
    "/redaktion/documents/chooser/results/?q=Handling": "Handling",
    "/redaktion/api/main/documents/?fields=title": "Handling",
    "/redaktion/users/": "Person",
    "/redaktion/users/results/?q=Person": "Person",
    "/redaktion/groups/": "Grupp",
    "/redaktion/collections/": "Samling",
    "/redaktion/reports/site-history/": "Avsnitt",
    "/redaktion/": "",
}


def fill(tenant: Tenant) -> None:
    """One of each, with the site's own word in its name."""
    from samverk.intranet.models import StartPage

    word = f"av{tenant.slug}"
    with site(tenant):
        page = SectionPageFactory(title=f"Avsnitt {word}", parent=StartPage.objects.get())
        page.save_revision(log_action=True).publish()
        NewsPageFactory(title=f"Nyhet {word}")
        PictureFactory(title=f"Bild {word}")
        DocumentFactory(title=f"Handling {word}")
        PersonFactory(username=word, display_name=f"Person {word}", first_name="Person", last_name=word)
        Group.objects.create(name=f"Grupp {word}")
        Collection.get_first_root_node().add_child(name=f"Samling {word}")


@pytest.fixture
def editor(sites: SimpleNamespace) -> SiteClient:
    for slug in ("skara", "hjo"):
        fill(getattr(sites, slug))
    with site(sites.skara):
        return SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True, display_name="Skribenten"))


def shown(editor: SiteClient, path: str, sites: SimpleNamespace) -> str:
    from samverk.intranet.models import StartPage

    with site(sites.skara):
        response = editor.get(path.format(start=StartPage.objects.get().pk))
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("path", LISTS)
def test_law1_a_list_shows_this_sites_and_only_this_sites(
    path: str, editor: SiteClient, sites: SimpleNamespace
) -> None:
    text = shown(editor, path, sites)
    assert "avhjo" not in text
    if LISTS[path]:
        assert f"{LISTS[path]} avskara" in text


@pytest.mark.parametrize("path", [path for path in LISTS if LISTS[path] and "history" not in path])
def test_law1_the_probe_sees_a_row_that_crossed(path: str, editor: SiteClient, sites: SimpleNamespace) -> None:
    """The planted leak: Skara's tables hold rows named as Hjo's."""
    from wagtail.documents.models import Document

    from samverk.identity.models import User
    from samverk.intranet.models import NewsPage, Picture, SectionPage

    with site(sites.skara):
        for model, sort in ((SectionPage, "Avsnitt"), (NewsPage, "Nyhet"), (Picture, "Bild"), (Document, "Handling")):
            for row in model.objects.filter(title=f"{sort} avskara"):
                row.title = row.draft_title = f"{sort} avhjo"
                row.save()
        User.objects.filter(username="avskara").update(display_name="Person avhjo", last_name="avhjo")
        Group.objects.filter(name="Grupp avskara").update(name="Grupp avhjo")
        Collection.objects.filter(name="Samling avskara").update(name="Samling avhjo")
    assert "avhjo" in shown(editor, path, sites)


def test_law1_the_editor_of_a_page_is_offered_this_sites_people_only(
    editor: SiteClient, sites: SimpleNamespace
) -> None:
    from samverk.intranet.models import SectionPage

    with site(sites.skara):
        page = SectionPage.objects.get(title="Avsnitt avskara")
    for path in (f"/redaktion/pages/{page.pk}/edit/", f"/redaktion/pages/{page.pk}/privacy/", "/redaktion/groups/new/"):
        response = editor.get(path)
        assert response.status_code == 200
        assert "avhjo" not in response.content.decode()

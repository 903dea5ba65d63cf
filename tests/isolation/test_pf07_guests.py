"""PF-07: a guest sees the pages they are invited to and what these show, and nothing else; every address is asked."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from samverk.intranet.models import NewsIndexPage
from tenants.models import Tenant
from tenants.site_context import site
from tests.isolation import world
from tests.isolation.table import SITE
from tests.support.clients import SiteClient
from tests.support.factories import (
    DocumentFactory,
    GuidePageFactory,
    NewsPageFactory,
    PersonFactory,
    PictureFactory,
    SectionPageFactory,
)
from tests.support.guests import stay_row

pytestmark = [pytest.mark.server]
#: What a guest may open: themselves, the frame around every page, their start page. All else is a row with a no.
OPEN_TO_GUESTS = {
    "-/tema/<slug:version>.css", "-/logotyp/<slug:version>.webp", "-/komponenter/", "-/csp/",
    "logga-in/", "logga-ut/", "sprak/", "utseende/", "anslut/<slug:source>/",
    "logga-in/via/<slug:key>/utloggad/", "mina-kopplingar/", "mina-webbplatser/", "mina-inloggningar/",
    "mitt-losenord/",
    "foljer/",
    "namna/",
    # Before signing in too: the app's face, and what it shows without a network. An alarm is read by all who are here.
    "manifest.webmanifest", "sw.js", "-/ikon/<slug:version>-<int:size>.png", "larm/<uuid:uuid>/vik/",
    # The group's news, by a secret address; a session is worth nothing there.
    "koncernnyheter/<str:token>/atom.xml",
    "mina-uppgifter/", "inkorg/", "inkorg/lasta/", "inkorg/olasta/", "mina-aviseringar/", "mina-aviseringar/paus/",
    "mina-aviseringar/brev/", "mina-aviseringar/webblasare/", "aviseringar/sluta/<str:token>/", r"^((?:[\w\-]+/)*)$",
}  # fmt: skip


def test_pf07_the_table_opens_nothing_else_to_guests() -> None:
    opened = {row.pattern for row in SITE if row.guest in {200, 302, 422}}
    assert opened - OPEN_TO_GUESTS == set()


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(2))
def test_pf07_an_invited_guest_gets_no_more_than_the_table_says(chunk: int, sites: SimpleNamespace) -> None:
    """The table's guest is invited to nothing; this one is, and still every other address says the same no."""
    here = world.build(sites)
    with site(sites.skara):
        section = SectionPageFactory(slug="inbjuden")
        guest = PersonFactory(guest=True)
        stay_row(sponsor=PersonFactory(), user=guest, pages=(section.pk,))
        here.browsers["guest"] = SiteClient("skara.localhost").sign_in(guest)
    wrong = []
    for row in [row for row in SITE if row.method == "GET" and row.guest in {403, 404}][chunk::2]:
        status = here.knock("guest", row.path).status_code
        if status != row.guest:
            wrong.append(f"{row.path}: {status}, expected {row.guest}")
    assert wrong == []
    assert here.knock("guest", "/inbjuden/").status_code == 200


def test_pf07_what_an_invited_page_shows_can_be_seen_and_its_neighbours_not(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    picture, other = PictureFactory(), PictureFactory()
    document, other_document = DocumentFactory(), DocumentFactory()
    news = NewsPageFactory(
        slug="inbjuden", picture=picture, body=f'<p><a linktype="document" id="{document.pk}">Handling</a></p>'
    )
    NewsPageFactory(slug="annan", picture=other)
    section = SectionPageFactory(title="Ovanför", slug="ovanfor")
    guide = GuidePageFactory(title="Under", slug="under", parent=section)
    guest = PersonFactory(guest=True)
    stay = stay_row(sponsor=PersonFactory(), user=guest, pages=(news.pk, guide.pk))
    browser = client_for("skara.localhost", user=guest)
    sizes = [each.get_rendition("fill-320x240|format-webp").file.name for each in (picture, other)]
    shown = browser.get("/ovanfor/under/")
    assert shown.status_code == 200
    assert "Ovanför" not in shown.content.decode(), "the trail names no page the guest may not read"
    assert [browser.get(f"/filer/{name}").status_code for name in sizes] == [200, 403]
    assert browser.get(f"/filer/{picture.file.name}").status_code == 403, "originals are for editors"
    paths = [f"/dokument/{each.pk}/{each.filename}" for each in (document, other_document)]
    assert [browser.get(path).status_code for path in paths] == [200, 403]
    assert browser.get("/nyheter/inbjuden/").status_code == 200
    for path in ("/nyheter/", "/nyheter/annan/", "/ovanfor/", "/innehall/", "/organisation/"):
        assert browser.get(path).status_code == 403, path
    stay.places.all().delete()
    assert browser.get("/nyheter/inbjuden/").status_code == 403, "taken back at the next request"


def test_pf07_a_page_given_to_some_groups_stays_closed_to_a_guest_who_is_invited_above_it(
    skara: Tenant, client_for: Callable[..., SiteClient]
) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import PageViewRestriction

    closed = NewsPageFactory(slug="kris")
    PageViewRestriction.objects.create(page=closed, restriction_type="groups").groups.add(
        Group.objects.create(name="Krisledning")
    )
    guest = PersonFactory(guest=True)
    stay_row(sponsor=PersonFactory(), user=guest, pages=(NewsIndexPage.objects.get().pk,))
    browser = client_for("skara.localhost", user=guest)
    assert browser.get("/nyheter/").status_code == 200
    assert browser.get("/nyheter/kris/").status_code == 403


def test_pf07_a_supplier_is_invited_to_nothing_by_default(skara: Tenant, client_for: Callable[..., SiteClient]) -> None:
    NewsPageFactory(slug="nyhet")
    assert client_for("skara.localhost", user=PersonFactory(supplier=True)).get("/nyheter/nyhet/").status_code == 403

"""Law 11: every address × {signed out, other municipality, guest, no right, right}, one expected status each."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from samverk.identity.models import User
from tenants.site_context import site
from tests.isolation import world
from tests.isolation.resolver import patterns
from tests.isolation.table import EVERYWHERE, SITE, Row
from tests.isolation.table_operator import OPERATOR
from tests.isolation.world import PERSONS, World
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, NewsPageFactory, PersonFactory, PictureFactory

CHUNKS = 4


def judge(row: Row, here: World) -> list[str]:
    """What differs from the table, one line each; everything a request changed is undone."""
    wrong = []
    for person in PERSONS:
        undo = transaction.savepoint()
        response = here.knock(person, row.path, row.method)
        transaction.savepoint_rollback(undo)
        expected = getattr(row, person)
        told = f"{row.method} {row.path} as {person}: {response.status_code}, expected {expected}"
        if response.status_code != expected:
            wrong.append(told)
        elif expected == 302:
            outside = person in {"signed_out", "other_municipality"}
            leads = response["Location"]
            wanted = ("/logga-in/", "http://hjo.localhost/overlamning/", "/redaktion/login/") if outside else (row.to,)
            if not leads.startswith(wanted):
                wrong.append(f"{told}, but to {leads}")
    return wrong


@pytest.fixture
def here(sites: SimpleNamespace) -> World:
    return world.build(sites)


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_law11_every_address_answers_each_person_as_the_table_says(chunk: int, here: World) -> None:
    wrong = [line for row in SITE[chunk::CHUNKS] for line in judge(row, here)]
    assert wrong == []


def test_law11_every_address_of_a_site_stands_in_the_table() -> None:
    missing = set(patterns("samverk.project.urls.site")) - {row.pattern for row in SITE}
    assert missing == set(), "Add a row to tests/isolation/table.py for each"


def test_law11_every_address_of_the_operator_stands_in_the_table() -> None:
    covered = {row.pattern for row in EVERYWHERE} | {row[0] for row in OPERATOR} | {""}
    assert set(patterns("samverk.project.urls.operator")) == covered


def test_law11_the_table_has_no_row_for_an_address_that_is_gone() -> None:
    assert {row.pattern for row in SITE} - set(patterns("samverk.project.urls.site")) == set()


def test_law11_an_address_missing_from_the_table_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted leak: somebody adds a page and forgets the table."""
    from django.http import HttpRequest, HttpResponse
    from django.urls import clear_url_caches, path

    from samverk.project.urls import site as urlconf

    def planted(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    monkeypatch.setattr(urlconf, "urlpatterns", [path("planterad/", planted), *urlconf.urlpatterns])
    clear_url_caches()
    assert set(patterns("samverk.project.urls.site")) - {row.pattern for row in SITE} == {"planterad/"}
    monkeypatch.undo()
    clear_url_caches()


def test_law11_the_table_notices_a_page_that_lost_its_door(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted leak: the organisation is shown to everybody signed in."""
    row = next(row for row in SITE if row.path == "/organisation/")
    assert judge(row, here) == []
    monkeypatch.setattr("samverk.people.views.organisation.require_directory", lambda user: None)
    assert judge(row, here) == ["GET /organisation/ as guest: 200, expected 403"]


def test_law11_the_table_notices_a_cookie_that_fits_next_door(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted leak: sessions of all sites in one table, hashes without the site."""
    row = next(row for row in SITE if row.path == "/organisation/")
    monkeypatch.setattr(
        "samverk.identity.middleware.PersonLocaleMiddleware.__call__", _let_everybody_in(User.objects.filter)
    )
    assert any("other_municipality: 200, expected 302" in line for line in judge(row, here))


def _let_everybody_in(find):  # type: ignore[no-untyped-def]
    def call(self, request):  # type: ignore[no-untyped-def]
        request.user = find(is_superuser=True).first()
        return self.get_response(request)

    return call


@pytest.fixture
def at_the_operator(sites: SimpleNamespace) -> dict[str, SiteClient]:
    with site(sites.hjo):
        stranger = PersonFactory(superuser=True)
    persons = {"guest": PersonFactory(guest=True), "right": PersonFactory()}
    browsers = {name: SiteClient("localhost").sign_in(person) for name, person in persons.items()}
    browsers["signed_out"] = SiteClient("localhost")
    browsers["other_municipality"] = SiteClient("localhost")
    browsers["other_municipality"].cookies = SiteClient("hjo.localhost").sign_in(stranger).cookies
    return browsers


@pytest.mark.parametrize(
    ("person", "status"), [("signed_out", 302), ("other_municipality", 302), ("guest", 403), ("right", 200)]
)
def test_law11_the_operators_start_page(person: str, status: int, at_the_operator: dict[str, SiteClient]) -> None:
    assert at_the_operator[person].get("/").status_code == status


@pytest.mark.parametrize("path", ["/redaktion/", "/organisation/", "/innehall/", "/nyheter/", "/filer/images/a.webp"])
def test_law11_the_operator_has_no_content(path: str, at_the_operator: dict[str, SiteClient]) -> None:
    assert at_the_operator["right"].get(path).status_code == 404


@pytest.fixture
def next_door(sites: SimpleNamespace) -> dict[str, object]:
    """Ids in Hjo that Skara does not have: Hjo's rows are numbered from a million."""
    from django.db import connection

    tables = ("wagtailcore_page", "intranet_picture", "wagtaildocs_document", "identity_user", "wagtailcore_revision")
    with site(sites.hjo):
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1000000)")
        news = NewsPageFactory(title="Hjos nyhet", slug="hjos-nyhet")
        picture = PictureFactory(title="hjo")
        document = DocumentFactory()
        return {
            "page": news.pk,
            "revision": news.save_revision().pk,
            "picture": picture.pk,
            "original": picture.file.name,
            "rendition": picture.get_rendition("fill-320x240|format-webp").file.name,
            "document": document.pk,
            "file": document.filename,
            "person": PersonFactory().pk,
        }


NEXT_DOOR = (
    "/nyheter/hjos-nyhet/",
    "/filer/{rendition}",
    "/filer/{original}",
    "/filer/../hjo/{rendition}",
    "/filer/images/../../hjo/{rendition}",
    "/filer/%2e%2e/hjo/{rendition}",
    "/dokument/{document}/{file}",
    "/redaktion/pages/{page}/edit/",
    "/redaktion/pages/{page}/delete/",
    "/redaktion/pages/{page}/history/",
    "/redaktion/pages/{page}/view_draft/",
    "/redaktion/pages/{page}/revisions/{revision}/view/",
    "/redaktion/api/main/pages/{page}/",
    "/redaktion/api/main/images/{picture}/",
    "/redaktion/api/main/documents/{document}/",
    "/redaktion/images/{picture}/",
    "/redaktion/images/{picture}/delete/",
    "/redaktion/images/chooser/chosen/{picture}/",
    "/redaktion/documents/edit/{document}/",
    "/redaktion/documents/delete/{document}/",
    "/redaktion/documents/chooser/chosen/{document}/",
    "/redaktion/users/edit/{person}/",
    "/redaktion/users/history/{person}/",
)


def test_law11_an_id_of_the_next_municipality_is_404(sites: SimpleNamespace, next_door: dict[str, object]) -> None:
    with site(sites.skara):
        client = SiteClient("skara.localhost").sign_in(PersonFactory(superuser=True))
    with site(sites.hjo):
        owner = SiteClient("hjo.localhost").sign_in(PersonFactory(superuser=True))
    paths = {path: path.format(**next_door) for path in NEXT_DOOR}
    assert {name: client.get(path).status_code for name, path in paths.items()} == dict.fromkeys(paths, 404)
    at_home = {name: path for name, path in paths.items() if ".." not in name and "%2e" not in name}
    found = {name: owner.get(path).status_code for name, path in at_home.items()}
    assert found == dict.fromkeys(at_home, 200), "at home it exists, so the 404 means something"

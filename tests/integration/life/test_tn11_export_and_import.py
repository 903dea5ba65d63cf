"""TN-11: a site leaves whole, in open formats, and comes alive in a fresh deployment."""

import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command

from samverk.identity.devices.models import SignedIn
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.oidc.here.models import ProviderSession
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tenants.connection import connection
from tenants.life.actions.export_tenant import export_tenant
from tenants.life.queries import site_hashes, verified_archive
from tenants.life.rules import columns_in_archive, tables_left_out
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.integration.life.conftest import Deployment
from tests.support.clients import SiteClient
from tests.support.factories import PASSWORD, DocumentFactory, NewsPageFactory, PersonFactory, PictureFactory
from tests.support.openid.browser import come_back, link, register
from tests.support.openid.provider import Provider

pytestmark = [pytest.mark.server]
COOKIE = settings.SESSION_COOKIE_NAME
LOG = ("kernel_auditentry", "kernel_auditlink")


def fill(slug: str = "skara") -> dict[str, str]:
    """People, news with a draft and history, a picture in two sizes, a document."""
    with site(tenant_by_slug(slug)):
        anna = PersonFactory(username="anna", display_name="Anna Åkesson", editor=True)
        enter_in_directory(actor=HOUSE, user=anna, valid_from=clock.today())
        picture = PictureFactory(title="Ängen")
        rendition = picture.get_rendition("fill-320x240|format-webp")
        document = DocumentFactory(title="Handling")
        news = NewsPageFactory(title="Ny vårdcentral", slug="ny-vardcentral", picture=picture)
        news.title = "Ny vårdcentral öppnar"
        news.save_revision(user=anna).publish()
        news.title = "Ett utkast"
        news.save_revision(user=anna)
        return {
            "rendition": rendition.file.name,
            "original": picture.file.name,
            "document": f"/dokument/{document.pk}/{document.filename}",
            "news": str(news.pk),
        }


VISIT = """
import json, django; django.setup()
from django.test.utils import setup_test_environment
from django.test import Client
setup_test_environment()
client = Client(headers={{"host": "{host}"}})
page = client.get("/logga-in/")
answer = client.post("/logga-in/", {{"username": "anna", "password": {password!r}}})
news = client.get("/nyheter/ny-vardcentral/")
picture = client.get("/filer/{rendition}")
document = client.get("{document}")
from tenants.life.rules import columns_in_archive, tables_left_out
from tenants.queries import tenant_by_slug
from tenants.site_context import site
with site(tenant_by_slug("{slug}")):
    from wagtail.models import Page
    page = Page.objects.get(pk={news}).specific
    draft = page.get_latest_revision_as_object()
    from samverk.intranet.models import NewsPage
    facts = dict(kind=type(draft).__name__, draft=draft.title, same=draft.content_type_id == page.content_type_id)
print(json.dumps(dict(
    signed_in=answer.status_code, news=news.status_code, title="Ny vårdcentral öppnar" in news.content.decode(),
    picture=picture.status_code, length=len(b"".join(picture)), document=b"".join(document).decode(), **facts)))
"""


def test_tn11_a_site_comes_alive_in_a_fresh_deployment_and_is_the_same(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    made = fill()
    manifest = export_tenant(actor=HOUSE, slug="skara", target=archive, with_passwords=True)
    said = json.loads(elsewhere.samverk("tenant", "import", archive, "--json"))
    assert said == {"slug": "skara", "schema_name": "skara", "host": "skara.localhost"}

    there = json.loads(elsewhere.samverk("tenant", "verify", "skara", "--with-passwords", "--json"))
    for name in LOG:
        assert there["tables"].pop(name)["rows"] == manifest.tables[name].rows + 1  # the import itself is told
    assert there["tables"] == {
        name: {"rows": part.rows, "sha256": part.sha256} for name, part in manifest.tables.items() if name not in LOG
    }
    assert there["public"]["directory"]["sha256"] == manifest.public["directory"].sha256
    assert there["public"]["directory"]["rows"] == 1
    assert there["files"]["sha256"] == manifest.files["sha256"]
    assert there["files"]["count"] == manifest.files["count"] >= 3

    visit = VISIT.format(host="skara.localhost", slug="skara", password=PASSWORD, **made)
    seen = json.loads(elsewhere.python(visit).splitlines()[-1])
    assert seen.pop("length") > 100
    assert seen == {
        "signed_in": 302,
        "news": 200,
        "title": True,
        "picture": 200,
        "document": "Handlingens text",
        "kind": "NewsPage",
        "draft": "Ett utkast",
        "same": True,
    }


def test_tn11_content_types_travel_by_name(here: Deployment, elsewhere: Deployment, archive: Path) -> None:
    fill()
    here.ask("UPDATE skara.wagtailcore_pagelogentry SET data = 'null'")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    ours = ContentType.objects.get(app_label="intranet", model="newspage").pk
    theirs = elsewhere.ask("SELECT id FROM django_content_type WHERE app_label='intranet' AND model='newspage'")[0][0]
    assert ours != theirs
    assert isinstance(theirs, int)
    with zipfile.ZipFile(archive) as opened:
        revisions = [json.loads(line) for line in opened.read("data/wagtailcore_revision.jsonl").splitlines()]
        references = opened.read("data/wagtailcore_referenceindex.jsonl").decode()
    assert {row["content_type_id"] for row in revisions} == {"intranet.newspage"}
    assert {row["content"]["content_type"] for row in revisions} == {"intranet.newspage"}
    assert '"content_type_id":"intranet.newspage"' in references

    elsewhere.samverk("tenant", "import", archive)
    inside = elsewhere.ask(
        "SELECT DISTINCT content_type_id, (content ->> 'content_type')::int FROM skara.wagtailcore_revision"
    )
    assert inside == [(theirs, theirs)]
    assert elsewhere.ask(
        "SELECT count(*) FROM skara.wagtailcore_referenceindex WHERE content_type_id = %s", theirs
    ) != [(0,)]
    assert elsewhere.ask("SELECT DISTINCT jsonb_typeof(data) FROM skara.wagtailcore_pagelogentry") == [("null",)]
    lost = elsewhere.ask("SELECT count(*) FROM skara.wagtailcore_page WHERE content_type_id < 7000")
    assert lost == [(0,)]


def test_tn11_secrets_stay_at_home_unless_asked_for(here: Deployment, archive: Path) -> None:
    fill()
    with site(tenant_by_slug("skara")):
        hashed = PersonFactory(username="bo").password
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    with zipfile.ZipFile(archive) as opened:
        everything = b"".join(opened.read(name) for name in opened.namelist())
        names = opened.namelist()
    assert hashed.encode() not in everything
    assert "data/django_session.jsonl" not in names
    assert {"README.txt", "manifest.json", "tenant.json", "logg.csv", "behorigheter.csv", "files.jsonl"} <= set(names)
    assert archive.stat().st_mode & 0o077 == 0


def test_tn11_no_session_travels_even_with_passwords(here: Deployment, archive: Path) -> None:
    """A session's key is the cookie itself: whoever reads one is signed in."""
    fill()
    skara = tenant_by_slug("skara")
    by_password, by_provider = SiteClient("skara.localhost"), SiteClient("skara.localhost")
    by_password.post("/logga-in/", {"username": "anna", "password": PASSWORD})
    with Provider() as provider:
        provider.person["kommunkod"] = skara.scb_code
        link(register(provider), skara)
        assert come_back(by_provider).status_code == 302
    with site(skara):
        keys = {key for model in (SignedIn, Session) for key in model.objects.values_list("session_key", flat=True)}
        assert keys >= {by_password.cookies[COOKIE].value, by_provider.cookies[COOKIE].value}
        assert ProviderSession.objects.get().session_key in keys
    export_tenant(actor=HOUSE, slug="skara", target=archive, with_passwords=True)
    with zipfile.ZipFile(archive) as opened:
        everything = b"".join(opened.read(name) for name in opened.namelist())
        trusted = opened.read("inloggningstjanster.csv").decode("utf-8-sig").splitlines()
    assert [key for key in keys if key.encode() in everything] == []
    assert trusted[1:] == [f"Inloggning entra;entra;{provider.issuer};kommunkod;{skara.scb_code};;ja"]


def test_tn11_a_planted_difference_changes_the_hash(here: Deployment, archive: Path) -> None:
    fill()
    before = site_hashes("skara")
    assert site_hashes("skara").logical_hash == before.logical_hash
    here.ask("UPDATE skara.wagtailcore_page SET title = title || ' ' WHERE depth = 2")
    after = site_hashes("skara")
    assert after.logical_hash != before.logical_hash
    changed = {name for name in before.tables if before.tables[name] != after.tables[name]}
    assert changed == {"wagtailcore_page"}


def test_tn11_a_damaged_archive_is_refused(here: Deployment, elsewhere: Deployment, archive: Path) -> None:
    fill()
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    assert verified_archive(archive).slug == "skara"
    changed = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Anna \xc3\x85kesson", b"Anna \xc3\x84kesson"))
    done = elsewhere.run("tenant", "import", changed)
    assert done.returncode == 1
    assert "kontrollsumman" in " ".join(done.stderr.split())
    assert elsewhere.ask("SELECT count(*) FROM tenants_tenant WHERE slug = 'skara'") == [(0,)]
    assert elsewhere.ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'skara'") == [(0,)]
    assert not (elsewhere.home / "files" / "skara").exists()
    assert elsewhere.run("tenant", "verify", changed).returncode == 1


@pytest.mark.long
@pytest.mark.endurance
def test_tn11_an_older_archive_is_loaded_and_brought_to_today(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    made = fill()
    call_command("migrate_schemas", "intranet", "0001_initial", schema_name="skara", tenant=True, verbosity=0)
    connection.set_schema_to_public()
    old = export_tenant(actor=HOUSE, slug="skara", target=archive)
    assert ["intranet", "0002_picture_is_decoration"] not in old.migrations
    elsewhere.samverk("tenant", "import", archive)
    assert (
        elsewhere.ask(
            "SELECT app, name FROM skara.django_migrations EXCEPT SELECT app, name FROM samverk_blank.django_migrations"
        )
        == []
    )
    assert elsewhere.ask("SELECT title FROM skara.wagtailcore_page WHERE id = %s", made["news"]) == [
        ("Ny vårdcentral öppnar",)
    ]
    assert elsewhere.samverk("tenant", "clone-check", "skara")


def test_tn11_an_archive_from_a_newer_version_is_refused_in_plain_words(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    here.ask("INSERT INTO skara.django_migrations (app, name, applied) VALUES ('intranet', '0099_from_later', now())")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    done = elsewhere.run("tenant", "import", archive)
    assert done.returncode == 1
    assert "intranet.0099_from_later" in " ".join(done.stderr.split())
    assert elsewhere.ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'skara'") == [(0,)]


def test_tn11_a_site_takes_another_name_and_its_own_people_still_sign_in(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    made = fill()
    export_tenant(actor=HOUSE, slug="skara", target=archive, with_passwords=True)
    elsewhere.samverk("tenant", "import", archive, "--slug", "nya-skara", "--host", "Nya.example")
    visit = VISIT.format(host="nya.example", slug="nya-skara", password=PASSWORD, **made)
    assert json.loads(elsewhere.python(visit).splitlines()[-1])["signed_in"] == 302
    assert elsewhere.ask("SELECT hostname FROM nya_skara.wagtailcore_site") == [("nya.example",)]
    again = elsewhere.run("tenant", "import", archive)
    assert again.returncode == 1
    assert "1495" in again.stderr


#: Columns whose name says secret although they open nothing, each with its reason.
HARMLESS: dict[str, str] = {
    "wagtailcore_pageviewrestriction.password": "shared passwords are switched off (WAGTAIL_PRIVATE_PAGE_OPTIONS)",
    "wagtailcore_collectionviewrestriction.password": "shared passwords are switched off",
    "notifications_event.is_secret": "yes or no: a notice whose text stays out of letters",
}


def test_tn11_every_column_that_sounds_like_a_secret_is_declared(committed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE table_schema = 'samverk_blank' AND column_name ~"
            " '(password|secret|token|private_key|api_key|otp|session)'"
        )
        found = {row[0] for row in cursor.fetchall()}
    declared = {name for name, rule in columns_in_archive if rule.secret}
    out = {name for name in found if name.partition(".")[0] in tables_left_out}
    assert found - declared - out - set(HARMLESS) == set()

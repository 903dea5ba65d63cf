"""TN-01: a new site comes from the cached artifact, is like a migrated one, and is there whole or not at all."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import psycopg2
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from samverk.identity.models import User
from samverk.intranet.models import NewsIndexPage, StartPage
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.kernel.registries import site_furnishers
from tenants.actions.create_tenant import CouldNotCreate, NewTenant, TenantExists, create_tenant
from tenants.actions.delete_tenant import delete_tenant
from tenants.artifact import BLANK_SCHEMA, PLACEHOLDER, ensure_artifact, fingerprint, migrate_blank
from tenants.catalogue import catalogue
from tenants.models import Domain, SchemaArtifact, Tenant
from tenants.site_context import site
from tenants.storage import site_folder
from tests.support.clients import SiteClient
from tests.support.servers import CHECKOUT

pytestmark = [pytest.mark.server]


def tibro(**changes: object) -> NewTenant:
    values: dict[str, object] = {
        "slug": "tibro",
        "name": "Tibro",
        "official_name": "Tibro kommun",
        "kind": "municipality",
        "scb_code": "1472",
        "hosts": ("tibro.localhost", "tibro.intern"),
    }
    return NewTenant(**{**values, **changes})  # type: ignore[arg-type]


def traces(schema: str = "tibro") -> dict[str, int]:
    """What the database knows of a site, counted on a connection of its own."""
    questions = {
        "schema": "SELECT count(*) FROM pg_namespace WHERE nspname = %s",
        "tables": "SELECT count(*) FROM pg_tables WHERE schemaname = %s",
        "row": "SELECT count(*) FROM public.tenants_tenant WHERE schema_name = %s",
        "domains": "SELECT count(*) FROM public.tenants_domain d JOIN public.tenants_tenant t ON t.id = d.tenant_id"
        " WHERE t.schema_name = %s",
    }
    found = {}
    with connection.cursor() as cursor:
        for name, question in questions.items():
            cursor.execute(question, [schema])
            found[name] = int(cursor.fetchone()[0])
    return found


NOTHING = {"schema": 0, "tables": 0, "row": 0, "domains": 0}


def test_tn01_a_municipality_is_made_and_answers(operator: Tenant) -> None:
    made = create_tenant(actor=HOUSE, new=tibro())
    assert connection.schema_name == "public"
    assert traces() | {"tables": 0} == {"schema": 1, "tables": 0, "row": 1, "domains": 2}
    with site(made):
        assert [page.title for page in StartPage.objects.all()] == ["Tibro kommun"]
        assert [page.title for page in NewsIndexPage.objects.all()] == ["Nyheter"]
        assert User.objects.count() == 0, "no people in a new site (law 8)"
        assert AuditEntry.objects.filter(verb="tenants.create_tenant").count() == 1
    for host in ("tibro.localhost", "tibro.intern", "www.tibro.localhost"):
        assert SiteClient(host).get("/-/tema/x.css").status_code == 200
    assert AuditEntry.objects.filter(verb="tenants.create_tenant", object_label="Tibro kommun").count() == 1


@pytest.mark.parametrize("slug", ["order", "user", "select", "table-end"])
def test_tn01_a_word_of_the_databases_own_may_be_a_name(slug: str, operator: Tenant) -> None:
    made = create_tenant(actor=HOUSE, new=tibro(slug=slug))
    with site(made):
        assert StartPage.objects.count() == 1


@pytest.mark.long
def test_law8_a_clone_is_like_a_migrated_site(committed: str) -> None:
    """Column by column, constraint by constraint: a fresh schema migrated the slow way against a clone."""
    create_tenant(actor=HOUSE, new=tibro())
    migrate_blank("migrated_slowly")
    migrated, cloned = catalogue("migrated_slowly"), catalogue("tibro")
    assert len(migrated) > 900  # PostgreSQL 15 to 17 do not count NOT NULL among the constraints
    assert sorted(migrated - cloned) == []
    assert sorted(cloned - migrated) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tibro.people_unit RENAME CONSTRAINT people_unit_pkey TO planted")
    assert catalogue("tibro") != migrated, "the comparison sees a renamed constraint, as clone_schema() makes them"


def test_law8_a_clone_has_the_same_migrations_and_sequences(operator: Tenant) -> None:
    create_tenant(actor=HOUSE, new=tibro())
    with connection.cursor() as cursor:
        for table in ("django_migrations", "auth_permission"):
            cursor.execute(
                f"SELECT count(*), min(id) > 0, (SELECT last_value >= max(t.id) FROM tibro.{table}_id_seq)"
                f" FROM tibro.{table} t"
            )
            clone = cursor.fetchone()
            cursor.execute(f'SELECT count(*) FROM "{BLANK_SCHEMA}".{table}')
            assert clone == (cursor.fetchone()[0], True, True)
        cursor.execute(
            "SELECT count(*) FROM tibro.django_migrations m WHERE NOT EXISTS"
            " (SELECT 1 FROM skara.django_migrations s WHERE (s.app, s.name) = (m.app, m.name))"
        )
        assert cursor.fetchone()[0] == 0


def test_law8_the_artifact_names_no_schema_but_its_placeholder(operator: Tenant) -> None:
    artifact = ensure_artifact()
    assert artifact.fingerprint == fingerprint()
    assert SchemaArtifact.objects.count() == 1
    assert BLANK_SCHEMA not in artifact.sql
    assert PLACEHOLDER in artifact.sql
    assert "search_path" not in artifact.sql.partition("INSERT INTO")[0]
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{BLANK_SCHEMA}".identity_user')
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"slug": "ab"}, "3–40 tecken"),
        ({"slug": "Tibro"}, "3–40 tecken"),
        ({"slug": "tibro_1"}, "3–40 tecken"),
        ({"slug": "1tibro"}, "3–40 tecken"),
        ({"slug": "t" * 41}, "3–40 tecken"),
        ({"slug": 'x"; drop'}, "3–40 tecken"),
        ({"slug": "public"}, "är reserverat"),
        ({"slug": "samverk-blank"}, "är reserverat"),
        ({"slug": "pg-catalog"}, "är reserverat"),
        ({"slug": "information-schema"}, "är reserverat"),
        ({"kind": "operator"}, "finns inte"),
        ({"kind": "region"}, "finns inte"),
        ({"scb_code": None}, "kommunkod"),
        ({"scb_code": "14"}, "kommunkod"),
        ({"scb_code": "14x2"}, "kommunkod"),
        ({"hosts": ()}, "minst en adress"),
    ],
)
def test_tn01_a_value_that_cannot_be_used_is_told_and_nothing_is_made(
    changes: dict[str, object], says: str, operator: Tenant
) -> None:
    before = Tenant.objects.count()
    with pytest.raises(ValidationError, match=says):
        create_tenant(actor=HOUSE, new=tibro(**changes))
    assert Tenant.objects.count() == before
    assert traces() == NOTHING


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"slug": "skara"}, "redan en webbplats som heter skara"),
        ({"scb_code": "1495"}, "Kommunkoden 1495"),
        ({"hosts": ("tibro.localhost", "skara.localhost")}, "Adressen skara.localhost"),
    ],
)
def test_tn01_what_is_taken_is_told(changes: dict[str, object], says: str, operator: Tenant) -> None:
    with pytest.raises(TenantExists, match=says):
        create_tenant(actor=HOUSE, new=tibro(**changes))
    assert traces() == NOTHING


def test_law8_never_inside_a_transaction(committed: str) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        create_tenant(actor=HOUSE, new=tibro())
    assert traces() == NOTHING


def test_tn01_a_furnisher_that_breaks_leaves_nothing(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*, tenant: Tenant) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(site_furnishers._entries, "planted", breaks)
    with pytest.raises(ZeroDivisionError):
        create_tenant(actor=HOUSE, new=tibro())
    assert traces() == NOTHING
    assert connection.schema_name == "public"


def test_tn01_a_backend_killed_in_the_middle_leaves_nothing_and_the_next_run_works(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(*, tenant: Tenant) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        other = psycopg2.connect(committed)
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        finally:
            other.close()
        StartPage.objects.count()

    monkeypatch.setitem(site_furnishers._entries, "planted", kill)
    with pytest.raises(CouldNotCreate, match="Ingenting blev kvar"):
        create_tenant(actor=HOUSE, new=tibro())
    monkeypatch.undo()
    connection.close()
    assert traces() == NOTHING
    create_tenant(actor=HOUSE, new=tibro())
    assert traces()["row"] == 1


KILLED = """
import django; django.setup()
import os, signal
from samverk.kernel.registries import site_furnishers
from samverk.kernel.actions.record_audit import HOUSE
from tenants.actions.create_tenant import NewTenant, create_tenant
site_furnishers.register("planted", lambda *, tenant: os.kill(os.getpid(), signal.SIGKILL))
new = NewTenant(slug="tibro", name="Tibro", kind="municipality", scb_code="1472", hosts=("t.localhost",))
create_tenant(actor=HOUSE, new=new)
"""


def test_tn01_kill_9_in_the_middle_leaves_nothing_and_the_next_run_works(committed: str) -> None:
    environment = {**os.environ, "DATABASE_URL": committed}
    done = subprocess.run(
        [sys.executable, "-c", KILLED], env=environment, cwd=CHECKOUT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    with connection.cursor() as cursor:  # the server needs a moment to notice: wait for its backend, not for the clock
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert traces() == NOTHING
    create_tenant(actor=HOUSE, new=tibro())
    assert traces()["row"] == 1


def test_tn01_two_at_once_of_one_name_make_one(committed: str) -> None:
    results: list[object] = []
    together = threading.Barrier(2, timeout=60)

    def go() -> None:
        together.wait()
        try:
            results.append(create_tenant(actor=HOUSE, new=tibro()).slug)
        except (TenantExists, CouldNotCreate, ValidationError) as error:
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count("tibro") == 1, results
    assert len(results) == 2, results
    assert traces() | {"tables": 0} == {"schema": 1, "tables": 0, "row": 1, "domains": 2}


@pytest.fixture
def doomed(committed: str) -> SimpleNamespace:
    """A site with people, files, directory rows and cache keys."""
    from samverk.identity.directory.actions import enter_in_directory
    from samverk.kernel import clock
    from tests.support.factories import PersonFactory, PictureFactory

    made = create_tenant(actor=HOUSE, new=tibro())
    with site(made):
        person = PersonFactory()
        enter_in_directory(actor=HOUSE, user=person, valid_from=clock.today())
        PictureFactory().get_rendition("fill-100x100|format-webp")
        default_storage.save("x.txt", ContentFile(b"x"))
        SiteClient("tibro.localhost").sign_in(person).get("/mina-webbplatser/")
        SiteClient("tibro.localhost").post("/logga-in/", {"username": "anna", "password": "fel"})
        cache.set("kvar", 1)
    return SimpleNamespace(tenant=made, person=person)


def test_tn01_deletion_leaves_no_schema_row_file_or_cache_key(doomed: SimpleNamespace) -> None:
    folder: Path = site_folder("tibro")
    assert folder.exists()
    client = cache._cache.get_client(None)
    before = list(client.scan_iter("*"))
    assert {key.split(b":")[0] for key in before} == {b"tibro", b"LIMITS", b"deployment"}
    delete_tenant(actor=HOUSE, tenant=doomed.tenant)
    assert traces() == NOTHING
    assert not folder.exists()
    assert list(client.scan_iter("*")) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('samverk.tenant', 'tibro', false)")
        for table in ("directory_directoryentry", "directory_handoff"):
            cursor.execute(f"SELECT count(*) FROM public.{table}")
            assert cursor.fetchone()[0] == 0
    connection.close()
    assert AuditEntry.objects.filter(verb="tenants.delete_tenant", object_label="Tibro kommun").count() == 1
    assert SiteClient("tibro.localhost").get("/").status_code == 404
    assert SiteClient("skara.localhost").get("/-/tema/x.css").status_code == 200


def test_tn01_a_deleted_site_can_be_made_again(doomed: SimpleNamespace) -> None:
    delete_tenant(actor=HOUSE, tenant=doomed.tenant)
    again = create_tenant(actor=HOUSE, new=tibro())
    with site(again):
        assert User.objects.count() == 0
        assert not default_storage.exists("x.txt")
        assert cache.get("kvar") is None


def test_tn01_the_operators_site_is_never_deleted(operator: Tenant) -> None:
    with pytest.raises(ValueError, match="cannot be deleted"):
        delete_tenant(actor=HOUSE, tenant=operator)
    assert Domain.objects.filter(tenant=operator).exists()

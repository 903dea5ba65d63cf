"""TN-13: one site is put back as it was; its neighbours, its log and what came later are not lost."""

import random
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, connections
from wagtail.documents.models import Document

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.kernel.models import AuditEntry
from tenants.kept_files import files_at, kept_folder, sweep
from tenants.life.actions.abandon_restore import NothingToAbandon, abandon_restore
from tenants.life.actions.export_tenant import export_tenant
from tenants.life.actions.forget_before import forget_before
from tenants.life.actions.restore_tenant import restore_tenant
from tenants.life.manifest import NotAnArchive
from tenants.life.queries import site_hashes
from tenants.life.removal import schemas_of
from tenants.models import State
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.integration.life.conftest import Deployment
from tests.integration.life.test_tn11_export_and_import import fill
from tests.support import databases
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, NewsPageFactory
from tests.support.servers import WORKER, with_database
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server]
LOG = {"kernel_auditentry", "kernel_auditlink"}


def corrupt() -> None:
    """Skara loses a page's title and a document's file, gets a page it should not have; Hjo goes on working."""
    with site(tenant_by_slug("skara")):
        Document.objects.get().delete()
        record_audit(actor=HOUSE, verb="tests.corrupted")
        NewsPageFactory(title="Skräp", slug="skrap")
        DocumentFactory(title="Skräp")
        DocumentFactory(title="Skräp igen")
    with site(tenant_by_slug("hjo")):
        NewsPageFactory(title="Hjos nyhet klockan 10.02", slug="tio-noll-tva")


def tables_but_the_log(slug: str) -> dict[str, object]:
    found = site_hashes(slug, secrets=True)
    return {**{name: part for name, part in found.tables.items() if name not in LOG}, "files": found.files}


def stamp(schema_name: str) -> int:
    """The site's stamp of standing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT value FROM {schema_name}.kernel_stamp WHERE name = 'standing'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("way", ["archive", "kept files"])
def test_tn13_a_corrupted_site_is_as_it_was_and_the_neighbour_keeps_its_later_work(
    committed: str, archive: Path, way: str
) -> None:
    made = fill()
    export_tenant(actor=HOUSE, slug="skara", target=archive, with_passwords=True)
    moment = clock.now()
    before = tables_but_the_log("skara")
    time.sleep(0.05)
    corrupt()
    assert tables_but_the_log("skara") != before
    neighbour = tables_but_the_log("hjo")
    earlier = {stamp("skara"), stamp("samverk_blank")}

    done = restore_tenant(
        actor=HOUSE,
        slug="skara",
        source=archive,
        now=clock.now(),
        files_at=moment if way == "kept files" else None,
    )
    assert tables_but_the_log("skara") == before
    assert tables_but_the_log("hjo") == neighbour
    assert tenant_by_slug("skara").state == State.ACTIVE
    assert stamp("skara") not in earlier, "answers that were kept before are not today's (decision 0025)"
    with site(tenant_by_slug("skara")):
        entries = AuditEntry.objects.exclude(verb__startswith="intranet.").order_by("id")
        verbs = list(entries.values_list("verb", flat=True))
        assert verbs[-2:] == ["tests.corrupted", "tenants.restore_tenant"]
        with Document.objects.get().file.open() as stream:
            assert stream.read() == b"Handlingens text"
        page = NewsPageFactory(title="Efteråt", slug="efterat")
        # Numbers that were given out before the restore are not given again.
        assert page.pk > int(made["news"]) + 1
    assert SiteClient("skara.localhost").get("/logga-in/").status_code == 200

    assert done.details["before"] in schemas_of("skara")
    for _again in range(2):
        forget_before(actor=OLLE, tenant=tenant_by_slug("skara"))
    assert schemas_of("skara") == ["skara"]
    assert told("tenants.forget_before") == {"drift": BY_OLLE}


def test_tn13_files_are_known_as_they_were_at_any_moment(committed: str) -> None:
    moments: list[datetime] = []

    def now() -> datetime:
        time.sleep(0.03)
        moments.append(clock.now())
        time.sleep(0.03)
        return moments[-1]

    with site(tenant_by_slug("skara")):
        now()
        first = DocumentFactory(title="Ett")
        now()
        name = first.file.name
        first.delete()
        now()
        second = DocumentFactory(title="Två")
        assert second.file.name == name
        now()
    names = [[one.name for one in files_at("skara", moment)] for moment in moments]
    assert names == [[], [name], [], [name]]
    assert sweep(schema_name="skara", now=clock.now()) == 0
    assert sweep(schema_name="skara", now=clock.now().replace(year=clock.now().year + 1)) == 1
    assert list(kept_folder("skara").iterdir()) == []


def test_tn13_another_sites_archive_is_refused(committed: str, archive: Path) -> None:
    export_tenant(actor=HOUSE, slug="hjo", target=archive)
    before = tables_but_the_log("skara")
    with pytest.raises(NotAnArchive):
        restore_tenant(actor=HOUSE, slug="skara", source=archive, now=clock.now())
    assert tables_but_the_log("skara") == before
    assert tenant_by_slug("skara").state == State.ACTIVE


def test_tn13_a_restore_that_changed_nothing_is_called_off(committed: str, archive: Path) -> None:
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    broken = archive.with_name("broken.zip")
    data = bytearray(archive.read_bytes())
    where = data.index(b"data/wagtailcore_page.jsonl") + 60
    data[where : where + 20] = b"x" * 20
    broken.write_bytes(data)
    before = tables_but_the_log("skara")
    with pytest.raises(NotAnArchive):
        restore_tenant(actor=HOUSE, slug="skara", source=broken, now=clock.now())
    assert tenant_by_slug("skara").state == State.SUSPENDED
    abandon_restore(actor=OLLE, tenant=tenant_by_slug("skara"), now=clock.now())
    assert tenant_by_slug("skara").state == State.ACTIVE
    assert schemas_of("skara") == ["skara"]
    assert tables_but_the_log("skara") == before
    with pytest.raises(NothingToAbandon):
        abandon_restore(actor=OLLE, tenant=tenant_by_slug("skara"), now=clock.now())
    assert told("tenants.abandon_restore") == {"drift": BY_OLLE}


def test_tn13_a_database_that_the_operator_has_restored_gives_its_site_back(here: Deployment) -> None:
    """The copy beside is an earlier state of the whole database, as any server's own tools would give it."""
    fill()
    before = tables_but_the_log("skara")
    moment = clock.now()
    time.sleep(0.05)
    side = f"samverk_test_{WORKER}_side"
    databases.drop(side)
    own = connections["default"].settings_dict["NAME"]
    connections.close_all()
    databases._administer("CREATE DATABASE {} TEMPLATE {}", side, own)
    try:
        corrupt()
        url = with_database(here.url, side)
        here.samverk("tenant", "restore", "skara", "--at", moment.isoformat(), "--from-database", url)
        assert tables_but_the_log("skara") == before
    finally:
        databases.drop(side)


@pytest.mark.endurance
@pytest.mark.parametrize("seed", [1, 2])
def test_tn13_a_restore_killed_at_any_moment_is_finished_by_the_next(
    here: Deployment, archive: Path, seed: int
) -> None:
    fill()
    export_tenant(actor=HOUSE, slug="skara", target=archive, with_passwords=True)
    before = tables_but_the_log("skara")
    corrupt()
    chance = random.Random(seed)
    for _round in range(3):
        process = here.start("tenant", "restore", "skara", "--from-file", archive)
        while process.poll() is None:
            if here.ask("SELECT 1 FROM life_operation WHERE finished_at IS NULL"):
                time.sleep(chance.uniform(0, 2.0))
                break
            time.sleep(0.02)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        if tables_but_the_log("skara") == before:
            break
    here.samverk("tenant", "restore", "skara", "--from-file", archive)
    assert tables_but_the_log("skara") == before
    assert tenant_by_slug("skara").state == State.ACTIVE
    assert here.ask("SELECT count(*) FROM life_operation WHERE finished_at IS NULL") == [(0,)]
    assert here.ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'skara_restoring'") == [(0,)]

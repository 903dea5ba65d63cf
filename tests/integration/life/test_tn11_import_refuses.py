"""TN-11: an import that cannot be whole leaves nothing, and takes nothing that is somebody else's."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from samverk.kernel.actions.record_audit import HOUSE
from tenants.actions.create_tenant import TenantExists
from tenants.actions.delete_tenant import delete_tenant
from tenants.life import loading
from tenants.life.actions.export_tenant import export_tenant
from tenants.life.actions.import_tenant import CouldNotImport, import_tenant
from tenants.life.loading import NotTheSame
from tenants.life.manifest import NotAnArchive
from tenants.life.queries import site_hashes
from tenants.life.staging import FilesInTheWay
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tests.integration.life.test_tn11_export_and_import import fill

pytestmark = [pytest.mark.server]


@pytest.fixture
def gone(committed: str, archive: Path) -> Path:
    """An archive of Skara, which is not here any more."""
    fill()
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    delete_tenant(actor=HOUSE, tenant=tenant_by_slug("skara"))
    return archive


def nothing_is_left() -> None:
    assert not Tenant.objects.filter(slug="skara").exists()
    assert not (Path(settings.MEDIA_ROOT) / "skara").exists()
    assert not (Path(settings.MEDIA_ROOT) / ".importing" / "skara").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'skara'")
        assert cursor.fetchone() == (0,)


def test_tn11_what_was_loaded_is_read_back_before_it_counts(gone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = loading.load

    def forgetful(raw: Any, schema_name: str, table: Any, texts: Iterable[str], journey: Any) -> int:
        def all_but_one() -> Iterator[str]:
            held = None
            for text in texts:
                if held is not None:
                    yield held
                held = text

        return real(raw, schema_name, table, all_but_one() if table.name == "kernel_auditentry" else texts, journey)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "load", forgetful)
        with pytest.raises(NotTheSame, match="kernel_auditentry"):
            import_tenant(actor=HOUSE, source=gone)
    nothing_is_left()
    assert import_tenant(actor=HOUSE, source=gone).slug == "skara"
    assert site_hashes("skara").files["count"] == 3


def test_tn11_files_of_somebody_else_are_left_alone(gone: Path) -> None:
    folder = Path(settings.MEDIA_ROOT) / "skara"
    folder.mkdir()
    (folder / "annans.txt").write_text("inte vår")
    with pytest.raises(FilesInTheWay):
        import_tenant(actor=HOUSE, source=gone)
    assert (folder / "annans.txt").read_text() == "inte vår"
    assert not Tenant.objects.filter(slug="skara").exists()


def test_tn11_a_schema_of_somebody_else_is_left_alone(gone: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA skara; CREATE TABLE skara.theirs AS SELECT 1 AS one")
    with pytest.raises(CouldNotImport):
        import_tenant(actor=HOUSE, source=gone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT one FROM skara.theirs")
        assert cursor.fetchone() == (1,)
    assert not Tenant.objects.filter(slug="skara").exists()
    assert not (Path(settings.MEDIA_ROOT) / "skara").exists()


@pytest.mark.parametrize("change", [{"slug": "hjo"}, {"hosts": ("hjo.localhost",)}])
def test_tn11_names_of_others_are_not_taken(gone: Path, change: dict[str, Any]) -> None:
    with pytest.raises(TenantExists):
        import_tenant(actor=HOUSE, source=gone, **change)
    nothing_is_left()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"ingen zip alls" * 100])
def test_tn11_what_is_no_archive_is_refused_in_words(committed: str, archive: Path, content: bytes) -> None:
    archive.write_bytes(content)
    with pytest.raises(NotAnArchive, match="inte ett arkiv"):
        import_tenant(actor=HOUSE, source=archive)


def test_tn11_a_file_name_that_climbs_out_is_refused(gone: Path) -> None:
    evil = gone.with_name("evil.zip")
    line = json.dumps({"name": "../../evil.txt", "bytes": 4, "sha256": hashlib.sha256(b"evil").hexdigest(), "mtime": 1})
    with zipfile.ZipFile(gone) as old, zipfile.ZipFile(evil, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["files"]["listing_sha256"] = hashlib.sha256(f"{line}\n".encode()).hexdigest()
        for name in old.namelist():
            if name == "files.jsonl":
                new.writestr(name, f"{line}\n")
            elif name == "manifest.json":
                new.writestr(name, json.dumps(manifest))
            else:
                new.writestr(name, old.read(name))
        new.writestr("files/../../evil.txt", "evil")
    with pytest.raises(NotAnArchive, match="otillåtet filnamn"):
        import_tenant(actor=HOUSE, source=evil)
    assert not list(Path(settings.MEDIA_ROOT).parent.rglob("evil.txt"))
    nothing_is_left()

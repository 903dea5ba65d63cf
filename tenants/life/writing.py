"""Write the archive of one site from one snapshot."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from samverk.kernel import clock
from tenants.kept_files import SiteFile, files_at
from tenants.life.archive import ArchiveWriter, as_iso, new_archive
from tenants.life.manifest import Manifest
from tenants.life.readable import (
    LOG,
    LOG_QUERY,
    PROVIDERS,
    PROVIDERS_QUERY,
    RIGHTS,
    RIGHTS_QUERY,
    letter,
    spreadsheet,
)
from tenants.life.reading import hash_of_files, outward, read_public, read_tables
from tenants.life.rules import tables_left_out
from tenants.life.snapshot import Snapshot, same_words, snapshot
from tenants.life.tables import sequences_of


class FileDisappeared(Exception):
    """A file of the site was removed by hand while it was read."""


def write_archive(
    *,
    target: Path,
    slug: str,
    with_passwords: bool,
    url: str = "",
    with_files: bool = True,
    on_progress: Callable[[str], None] = lambda text: None,
) -> Manifest:
    """Write the archive and nothing else; from the database at `url` when given."""
    with snapshot(slug, url=url) as snap, new_archive(target) as archive:
        same_words(snap.raw)
        manifest = _manifest(snap, with_passwords)
        journey = outward(snap.raw, snap.schema_name, secrets=with_passwords)
        archive.text("tenant.json", json.dumps(_site_facts(snap), ensure_ascii=False, indent=2))

        def take_table(name: str, texts: Iterable[str]) -> None:
            on_progress(f"Skriver {name}")
            archive.lines(f"data/{name}.jsonl", texts)

        manifest.tables = read_tables(snap.raw, snap.schema_name, journey, take_table)
        manifest.public = read_public(snap.raw, lambda name, texts: archive.lines(f"public/{name}.jsonl", texts))
        archive.lines("logg.csv", spreadsheet(snap.raw, LOG, LOG_QUERY, snap.schema_name))
        archive.lines("behorigheter.csv", spreadsheet(snap.raw, RIGHTS, RIGHTS_QUERY, snap.schema_name))
        archive.lines("inloggningstjanster.csv", spreadsheet(snap.raw, PROVIDERS, PROVIDERS_QUERY, snap.schema_name))
        on_progress("Skriver filerna")
        found = files_at(snap.schema_name, snap.moment_here) if with_files else iter(())
        _files(archive, manifest, snap, found)
        archive.text("README.txt", letter(manifest))
        archive.text("manifest.json", manifest.as_json())
    return manifest


def _manifest(snap: Snapshot, with_passwords: bool) -> Manifest:
    with snap.raw.cursor() as cursor:
        cursor.execute(f'SELECT app, name FROM "{snap.schema_name}".django_migrations ORDER BY app, name')
        migrations = [list(row) for row in cursor.fetchall()]
    return Manifest(
        schema_name=snap.schema_name,
        slug=snap.site["slug"],
        uuid=snap.site["uuid"],
        official_name=snap.site["official_name"],
        moment=as_iso(snap.moment),
        made_at=as_iso(clock.now()),
        product_version=settings.SAMVERK_VERSION,
        passwords=with_passwords,
        migrations=migrations,
        sequences=sequences_of(snap.raw, snap.schema_name),
        left_out=dict(tables_left_out),
    )


def _site_facts(snap: Snapshot) -> dict[str, object]:
    facts = {name: value for name, value in snap.site.items() if name not in {"id", "state", "sandbox_of_id"}}
    return {**facts, "hosts": [host for host, _primary in snap.hosts]}


def _files(archive: ArchiveWriter, manifest: Manifest, snap: Snapshot, found: Iterator[SiteFile]) -> None:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as listing:
        manifest.files = hash_of_files(_each_file(archive, snap, found, listing))
        listing.seek(0)
        manifest.files["listing_sha256"] = archive.lines("files.jsonl", (text.rstrip("\n") for text in listing))


def _each_file(
    archive: ArchiveWriter, snap: Snapshot, found: Iterator[SiteFile], listing: IO[str]
) -> Iterator[tuple[str, int, str]]:
    for one in found:
        path = _still_there(snap, one)
        size, sha256 = archive.file(f"files/{one.name}", path)
        facts = {"name": one.name, "bytes": size, "sha256": sha256, "mtime": path.stat().st_mtime}
        listing.write(json.dumps(facts, ensure_ascii=False) + "\n")
        yield one.name, size, sha256


def _still_there(snap: Snapshot, one: SiteFile) -> Path:
    """Where the file lies now: somebody may have deleted it since the list was made."""
    if one.path.exists():
        return one.path
    for other in files_at(snap.schema_name, snap.moment_here):
        if other.name == one.name:
            return other.path
    raise FileDisappeared(f"Filen {one.name} försvann medan webbplatsen exporterades. Exportera igen.")

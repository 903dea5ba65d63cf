"""Reads: the logical hash of a site or of an archive, and which operations are unfinished."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from samverk.kernel import clock
from tenants.kept_files import files_at
from tenants.life.archive import ArchiveReader, file_hash
from tenants.life.manifest import Manifest, NotAnArchive
from tenants.life.models import Operation, RetiredHost
from tenants.life.reading import hash_of_files, hash_only, outward, read_public, read_tables
from tenants.life.removal import schemas_of
from tenants.life.snapshot import same_words, snapshot
from tenants.models import Domain


def site_hashes(slug: str, *, secrets: bool = False) -> Manifest:
    """What an export of the site would say of it now, without writing anything.

    Args:
        slug: short name.
        secrets: count passwords and other secrets too, as in an archive made with them.

    Raises:
        NoSuchSite: when there is none.
    """
    with snapshot(slug) as snap:
        same_words(snap.raw)
        journey = outward(snap.raw, snap.schema_name, secrets=secrets)
        return Manifest(
            schema_name=snap.schema_name,
            slug=slug,
            uuid=snap.site["uuid"],
            official_name=snap.site["official_name"],
            moment=snap.moment.isoformat(),
            made_at=clock.now().isoformat(),
            product_version="",
            passwords=secrets,
            migrations=[],
            tables=read_tables(snap.raw, snap.schema_name, journey, hash_only),
            public=read_public(snap.raw, hash_only),
            files=hash_of_files(
                (one.name, one.path.stat().st_size, file_hash(one.path))
                for one in files_at(snap.schema_name, snap.moment_here)
            ),
        )


def verified_archive(path: Path, *, on_progress: Callable[[str], None] = lambda text: None) -> Manifest:
    """The archive's manifest, after every line and file in it has been read and hashed anew.

    Raises:
        NotAnArchive: when anything differs.
    """
    with ArchiveReader(path) as archive:
        for name, part in archive.manifest.tables.items():
            on_progress(f"Läser {name}")
            _count(name, part.rows, sum(1 for _line in archive.table(name)))
        for name, part in archive.manifest.public.items():
            _count(name, part.rows, sum(1 for _line in archive.public(name)))
        on_progress("Läser filerna")
        found = hash_of_files((facts["name"], facts["bytes"], archive.hash_file(facts)) for facts in archive.files())
        if found["sha256"] != archive.manifest.files["sha256"]:
            raise NotAnArchive("En fil i arkivet är ändrad eller skadad.")
        return archive.manifest


def _count(name: str, expected: int, found: int) -> None:
    if expected != found:
        raise NotAnArchive(f"Arkivet är inte helt: {name} har {found} rader av {expected}.")


def kept_beside(schema_name: str) -> list[datetime]:
    """When each restore was made whose earlier content is still kept beside the site; from the names, one query."""
    start = f"{schema_name}_before_"
    names = [name for name in schemas_of(schema_name) if name.startswith(start)]
    return [datetime.strptime(name.removeprefix(start), "%Y%m%dt%H%M%S").replace(tzinfo=UTC) for name in names]


def unfinished_operation(schema_name: str) -> Operation | None:
    """The restore or erasure of the site that is not done, if any."""
    return Operation.objects.filter(schema_name=schema_name, finished_at=None).first()


def unfinished_operations() -> list[Operation]:
    """Every restore and erasure that is not done, the oldest first."""
    return list(Operation.objects.filter(finished_at=None).order_by("id"))


def unfinished_erasure(slug: str) -> Operation | None:
    """The erasure of the site that is asked for and not done; the site itself may be gone already."""
    return Operation.objects.filter(slug=slug, kind=Operation.Kind.ERASE, finished_at=None).first()


def taken_host(hosts: Iterable[str]) -> str | None:
    """The first of the host names that a site answers to, or has left and still shows the way from."""
    wanted = list(hosts)
    found = Domain.objects.filter(domain__in=wanted).values_list("domain", flat=True).first()
    if found is None:
        found = RetiredHost.objects.filter(host__in=wanted).values_list("host", flat=True).first()
    return str(found) if found is not None else None


def way_from_retired(host: str) -> str | None:
    """The primary host of the site that has left `host`; None when no site has."""
    retired = RetiredHost.objects.filter(host=host).first()
    if retired is None:
        return None
    primary = retired.tenant.domains.filter(is_primary=True).first()
    return str(primary.domain) if primary else None

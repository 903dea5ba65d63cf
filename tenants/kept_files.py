"""Deleted files are kept for a while, so that a site's files can be put back as they were at any second.

A file is never written over (the storage gives a new name), so a name existed from its own time of change until
the moment in the folder it was moved to: `files/.deleted/<schema>/<moment>/<name>`.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from tenants.storage_places import safe_path, site_folder

STAMP = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of a site.

    Attributes:
        name: relative to the site's folder.
        path: where it lies now.
        deleted_at: when it left the folder; None while it is there.
    """

    name: str
    path: Path
    deleted_at: datetime | None = None


def kept_folder(schema_name: str) -> Path:
    """Where one site's deleted files wait."""
    return safe_path(".deleted", schema_name)


def keep(*, schema_name: str, name: str, path: Path, now: datetime) -> None:
    """Move a file of the site among the deleted ones; nothing happens when it is gone already."""
    target = kept_folder(schema_name) / now.astimezone(UTC).strftime(STAMP) / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        path.rename(target)
    except FileNotFoundError:
        return


def live_files(schema_name: str) -> Iterator[SiteFile]:
    """The site's files as they are, by name in the order of bytes."""
    yield from _below(site_folder(schema_name), None)


def files_at(schema_name: str, moment: datetime) -> Iterator[SiteFile]:
    """The site's files as they were at `moment`, which lies within the days that deleted files are kept."""
    found: dict[str, SiteFile] = {}
    for one in (*_deleted(schema_name), *live_files(schema_name)):
        gone = one.deleted_at is not None and one.deleted_at <= moment
        if not gone and one.path.stat().st_mtime <= moment.timestamp():
            # Of several files that bore the name one after the other, the one deleted first after the moment.
            found.setdefault(one.name, one)
    yield from (found[name] for name in sorted(found))


def sweep(*, schema_name: str, now: datetime) -> int:
    """Remove what was deleted longer ago than SAMVERK_KEEP_DELETED_FILES_DAYS; returns how many moments."""
    limit = now - timedelta(days=settings.SAMVERK_KEEP_DELETED_FILES_DAYS)
    old = [folder for folder in _moments(schema_name) if _moment_of(folder) < limit]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _deleted(schema_name: str) -> Iterator[SiteFile]:
    for folder in _moments(schema_name):
        yield from _below(folder, _moment_of(folder))


def _moments(schema_name: str) -> list[Path]:
    folder = kept_folder(schema_name)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _moment_of(folder: Path) -> datetime:
    return datetime.strptime(folder.name, STAMP).replace(tzinfo=UTC)


def _below(folder: Path, deleted_at: datetime | None) -> Iterator[SiteFile]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield SiteFile(path.relative_to(folder).as_posix(), path, deleted_at)

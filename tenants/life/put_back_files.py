"""Make a site's files what they were; what is there and was not is kept among the deleted. Harmless to repeat."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from samverk.kernel import clock
from tenants.kept_files import SiteFile, files_at, keep, live_files
from tenants.life.archive import ArchiveReader, file_hash
from tenants.storage_places import site_folder


def put_back_from_kept(schema_name: str, moment: datetime) -> int:
    """The files of `moment`, from the folder and from what was deleted since; returns how many were moved."""
    wanted = {one.name: one for one in files_at(schema_name, moment)}
    changed = _set_aside(schema_name, lambda one: one.name in wanted and one.path.samefile(wanted[one.name].path))
    for one in wanted.values():
        target = site_folder(schema_name) / one.name
        if not target.exists():
            _bring_back(one.path, target)
            changed += 1
    return changed


def put_back_from_archive(schema_name: str, archive: ArchiveReader) -> int:
    """The files of an archive; those that are there already are not written again."""
    wanted = {facts["name"]: facts for facts in archive.files()}
    changed = _set_aside(
        schema_name, lambda one: one.name in wanted and file_hash(one.path) == wanted[one.name]["sha256"]
    )
    for name, facts in wanted.items():
        target = site_folder(schema_name) / name
        if not target.exists():
            part = target.with_name(f".{target.name}.part")
            archive.copy_file(facts, part)
            part.rename(target)
            changed += 1
    return changed


def _set_aside(schema_name: str, stays: Callable[[SiteFile], bool]) -> int:
    gone = [one for one in live_files(schema_name) if not stays(one)]
    now = clock.now()
    for one in gone:
        keep(schema_name=schema_name, name=one.name, path=one.path, now=now)
    return len(gone)


def _bring_back(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # No file is ever written over, so two names for one content are safe, and cost nothing.
        os.link(source, target)
    except OSError:
        part = target.with_name(f".{target.name}.part")
        shutil.copy2(source, part)
        part.rename(target)

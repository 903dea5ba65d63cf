"""Files on their way in: written beside the site's folder, moved there in one step."""

import os
import shutil
from pathlib import Path

from tenants.life.archive import ArchiveReader
from tenants.life.manifest import NotAnArchive
from tenants.life.reading import hash_of_files
from tenants.storage_places import safe_path, site_folder


class FilesInTheWay(Exception):
    """The site's folder exists although the site does not, and no import of ours made it."""


def staging_folder(schema_name: str) -> Path:
    """Where files wait."""
    return safe_path(".importing", schema_name)


def _mark(schema_name: str) -> Path:
    """Tells a folder that a killed import put in place from one that somebody else made."""
    return safe_path(".importing", f"{schema_name}.moved")


def clear_the_way(schema_name: str) -> None:
    """Remove what a killed import left; the site does not exist.

    Raises:
        FilesInTheWay: when files lie there that no import made.
    """
    shutil.rmtree(staging_folder(schema_name), ignore_errors=True)
    target = site_folder(schema_name)
    if target.exists():
        if not _mark(schema_name).exists() and any(target.iterdir()):
            raise FilesInTheWay(
                f"Det ligger redan filer i {target}, men ingen webbplats använder dem. Ingenting är ändrat. "
                f"Flytta undan mappen och läs in arkivet igen."
            )
        shutil.rmtree(target)
    _mark(schema_name).unlink(missing_ok=True)


def stage_files(schema_name: str, archive: ArchiveReader) -> Path:
    """Write the archive's files to the staging folder.

    Raises:
        NotAnArchive: when a file is damaged, or the list is not that of the manifest.
    """
    folder = staging_folder(schema_name)
    folder.mkdir(parents=True, mode=0o700)
    seen = []
    for facts in archive.files():
        archive.copy_file(facts, folder / facts["name"])
        seen.append((facts["name"], facts["bytes"], facts["sha256"]))
    expected = {name: value for name, value in archive.manifest.files.items() if name != "listing_sha256"}
    if hash_of_files(seen) != expected:
        raise NotAnArchive("Arkivets filer är inte de som innehållsförteckningen räknar upp.")
    return folder


def put_in_place(schema_name: str) -> None:
    """Move the staged files to the site's folder, marked as an import's until `keep`."""
    _mark(schema_name).touch()
    staging_folder(schema_name).rename(site_folder(schema_name))
    descriptor = os.open(site_folder(schema_name).parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep(schema_name: str) -> None:
    """The import is complete: the folder is the site's own."""
    _mark(schema_name).unlink(missing_ok=True)

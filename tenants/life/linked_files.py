"""The files of a copy: further names for those of the site it was made of.

No file is ever written over, so two names for one content are safe, and cost nothing.
"""

import os
import shutil
from pathlib import Path

from tenants.kept_files import live_files
from tenants.storage_places import site_folder


def add_files(source: str, target: str) -> None:
    """Give the schema `target` the files of `source` that it has no name for; what it has is left. Harmless."""
    for one in live_files(source):
        place = site_folder(target) / one.name
        if not place.exists():
            _link(one.path, place)


def settle_files(source: str, target: str) -> None:
    """Let `target` have the files of `source` and no others. Harmless to repeat."""
    wanted = {one.name: one.path for one in live_files(source)}
    for one in list(live_files(target)):
        if one.name not in wanted:
            one.path.unlink(missing_ok=True)
        elif not _is_same(one.path, wanted[one.name]):
            _link(wanted[one.name], one.path)


def _link(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_name(f".{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.link(path, part)
    except OSError:
        # Another disk, or one that knows no second names.
        shutil.copy2(path, part)
    part.replace(place)


def _is_same(one: Path, other: Path) -> bool:
    mine, theirs = one.stat(), other.stat()
    return one.samefile(other) or (mine.st_size, mine.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)

"""The log of every change (WAL), kept segment by segment once backups have begun."""

import shlex
import shutil
import time
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.server_environment import server_environment

#: A change is in the kept log after at most so many seconds, if the disk of the database is lost.
ARCHIVE_SECONDS = 60


class LogNotKeptError(HouseError):
    """The database did not hand over its log."""


def archive_settings(folder: Path) -> dict[str, str | int]:
    """Settings of a server that keeps its log in `folder` when that exists, and forgets it otherwise.

    The segment gets its name when it is whole; one that is there already is left (PostgreSQL asks for that).
    """
    place = _quoted(folder)
    packer = "gzip -1 -c %p" if shutil.which("gzip", path=server_environment()["PATH"]) else "cat %p"
    return {
        "archive_mode": "on",
        "archive_command": (
            f"test ! -d {place} || test -f {place}/%f || "
            f"({packer} > {place}/.%f.part && mv {place}/.%f.part {place}/%f)"
        ),
        "archive_timeout": ARCHIVE_SECONDS,
    }


def recovery_settings(folder: Path, *, target_time: str) -> dict[str, str | int]:
    """Settings of a server that plays the log in `folder` until `target_time`, and then serves."""
    place = _quoted(folder)
    # gzip -dcf gives a file that is not packed as it is.
    unpack = "gzip -dcf" if shutil.which("gzip", path=server_environment()["PATH"]) else "cat"
    return {
        "archive_mode": "off",
        "restore_command": f"test -f {place}/%f && {unpack} {place}/%f > %p",
        "recovery_target_time": target_time,
        "recovery_target_inclusive": "on",
        "recovery_target_action": "promote",
        "hot_standby": "off",
        "fsync": "off",  # a copy that is thrown away
    }


def wait_for_segment(folder: Path, segment: str, *, seconds: float) -> None:
    """Wait until the segment lies in the kept log.

    Raises:
        LogNotKeptError: when it does not come.
    """
    deadline = time.monotonic() + seconds
    while not (folder / segment).exists():
        if time.monotonic() > deadline:
            raise LogNotKeptError(
                f"Databasen lämnade inte ifrån sig sin logg ({segment}) på {seconds:.0f} sekunder. Inget har ändrats. "
                f"Kontrollera att det finns plats på disken där {folder} ligger, och försök igen."
            )
        time.sleep(0.1)


def remove_older(folder: Path, segment: str) -> int:
    """Remove what comes before `segment`, which no backup needs; returns how many."""
    old = [path for path in folder.iterdir() if len(path.name.partition(".")[0]) == 24 and path.name[:24] < segment]
    for path in old:
        path.unlink()
    return len(old)


def _quoted(folder: Path) -> str:
    # PostgreSQL takes %p and %f for its own.
    return shlex.quote(str(folder)).replace("%", "%%")

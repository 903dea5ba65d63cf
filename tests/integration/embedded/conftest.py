"""A home of its own for each test, and nothing left of it afterwards."""

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from samverk.project.embedded.binaries import SYSTEM_FOLDER
from samverk.project.embedded.places import key_of
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.processes import end, processes_in
from samverk.project.embedded.valkey import EmbeddedValkey

UNSYNCED = {"fsync": "off"}


def remove_home(home: Path) -> None:
    """End every process of home and remove its files, wherever they were put."""
    places = [home, SYSTEM_FOLDER / "data" / key_of(home)]
    end([pid for place in places for pid in processes_in(place)], number=signal.SIGKILL, seconds=10)
    for place in (*places, *Path(tempfile.gettempdir()).glob(f"samverk-{key_of(home)}-*")):
        shutil.rmtree(place, ignore_errors=True)


def new_parent() -> Path:
    """A folder that every user may pass: pytest's own tmp_path is 0700, which is a case of its own here."""
    parent = Path(tempfile.mkdtemp(prefix="samverk-test-", dir="/tmp"))
    parent.chmod(0o711)
    return parent


@pytest.fixture
def home() -> Iterator[Path]:
    parent = new_parent()
    yield parent / "home"
    remove_home(parent / "home")
    shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture(scope="module")
def shared_home() -> Iterator[Path]:
    parent = new_parent()
    yield parent / "home"
    remove_home(parent / "home")
    shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def postgres(home: Path, said: list[str]) -> Callable[[], EmbeddedPostgres]:
    """Make a new object for the same home, as a new process would."""
    return lambda: EmbeddedPostgres(home, settings=UNSYNCED, on_progress=said.append)


@pytest.fixture
def valkey(home: Path) -> Callable[[], EmbeddedValkey]:
    return lambda: EmbeddedValkey(home)

"""Servers for the tests, ready before Django reads its settings. Imports no Django.

Without DATABASE_URL and REDIS_URL: embedded ones in a home of their own, kept between runs so that the second one is
quick. The home lies in memory (/dev/shm) where there is room, since copying a database of thousands of small files
takes an eighth of the time there; else in `.samverk/test`. SAMVERK_TEST_HOME decides otherwise. A home is held by one
run at a time; a run that comes while another goes takes the next free one, so that nobody's servers are stopped.
"""

import fcntl
import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import IO

from samverk.project.embedded.home import prepare_home
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.valkey import EmbeddedValkey
from samverk.project.servers import start_servers

CHECKOUT = Path(__file__).resolve().parents[2]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
#: What this module puts in the environment; taken out again for programs that must start on their own.
OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "SAMVERK_CACHE_URL",
    "SAMVERK_HOME",
    "SAMVERK_SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
)
_SET_HERE = "SAMVERK_TEST_SET_HERE"
_BASE = "SAMVERK_TEST_BASE"
MEMORY = Path("/dev/shm")
#: Bytes that must be free there: the template, the workers' copies, and as much again.
ROOM = 4 * 1024**3
UNSYNCED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

_held: list[IO[str]] = []


def prepare() -> None:
    """Start or attach to the servers, and point the environment at this worker's own database and numbers.

    The controlling process does it once; xdist's workers inherit its environment and only change the names.
    """
    if _SET_HERE not in os.environ:
        os.environ[_SET_HERE] = ",".join(name for name in OURS if name not in os.environ)
        home = _hold_home()
        if "DATABASE_URL" not in os.environ:
            EmbeddedPostgres(home, settings=UNSYNCED).start()
        start_servers(home)
        os.environ[_BASE] = str(home)
        os.environ["SAMVERK_CACHE_URL"] = os.environ.get("SAMVERK_CACHE_URL") or os.environ["REDIS_URL"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "samverk.project.settings.test"
    os.environ["DATABASE_URL"] = with_database(os.environ["DATABASE_URL"], f"samverk_test_{WORKER}")
    # Files too are each worker's own.
    os.environ["SAMVERK_HOME"] = str(base() / "workers" / WORKER)
    for folder in ("static", "files"):
        (Path(os.environ["SAMVERK_HOME"]) / folder).mkdir(parents=True, exist_ok=True)
    number = 0 if WORKER == "main" else 2 * (int(WORKER.removeprefix("gw")) + 1)
    os.environ["REDIS_URL"] = with_number(os.environ["REDIS_URL"], number)
    os.environ["SAMVERK_CACHE_URL"] = with_number(os.environ["SAMVERK_CACHE_URL"], number + 1)


def base() -> Path:
    """The home of the servers, shared by the workers of a run."""
    return Path(os.environ[_BASE])


def stop() -> None:
    """Stop what `prepare` started in this process; servers given by address are left alone."""
    if WORKER != "main" or not _held:
        return
    home = base()
    ours = os.environ[_SET_HERE].split(",")
    if "REDIS_URL" in ours:
        EmbeddedValkey(home).stop()
    if "DATABASE_URL" in ours:
        EmbeddedPostgres(home).stop()
    while _held:
        _held.pop().close()


def clean_environment() -> dict[str, str]:
    """The environment as it was before the tests touched it: for a demo, a command or a browser of its own."""
    ours = {*os.environ.get(_SET_HERE, "").split(","), _SET_HERE, _BASE}
    return {
        name: value
        for name, value in os.environ.items()
        # The width is the test runner's, not that of whoever reads the command.
        if name not in ours and name not in {"COLUMNS", "LINES"} and not name.startswith(("PYTEST_", "COV_"))
    }


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    head, _, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def with_number(url: str, number: int) -> str:
    """The same Redis or Valkey, another numbered database."""
    if "virtual_host=" in url or "db=" in url:
        return re.sub(r"(virtual_host|db)=\d+", rf"\g<1>={number}", url)
    if url.startswith("unix://"):
        return f"{url}?db={number}"
    return re.sub(r"^(rediss?://[^/]+)(/\d*)?", rf"\g<1>/{number}", url)


def _hold_home() -> Path:
    wanted = os.environ.get("SAMVERK_TEST_HOME")
    first = Path(wanted).resolve() if wanted else _usual_home()
    for number in range(1, 20):
        home = prepare_home(first if number == 1 else first.with_name(f"{first.name}-{number}"))
        lock = (home / "tests.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _held.append(lock)
        return home
    raise RuntimeError("Twenty runs of the tests at once")


def _usual_home() -> Path:
    """In memory, under a name that belongs to this checkout and account; on the disk where there is no room.

    A link in the checkout tells `make clean` where it lies.
    """
    ours = CHECKOUT / ".samverk"
    whose = hashlib.sha256(f"{CHECKOUT}:{os.geteuid()}".encode()).hexdigest()[:12]
    home = MEMORY / f"samverk-test-{whose}"
    try:
        home.mkdir(mode=0o711, exist_ok=True)
        roomy = shutil.disk_usage(MEMORY).free > ROOM or any(home.iterdir())
        if not roomy or home.stat().st_uid != os.geteuid():
            return ours / "test"
    except OSError:
        return ours / "test"
    prepare_home(ours)
    link = ours / "test-in-memory"
    if not link.is_symlink():
        link.symlink_to(home)
    return home

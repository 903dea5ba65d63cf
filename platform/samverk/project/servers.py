"""The servers the house needs: embedded ones, or real ones named in the environment."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from samverk.project.embedded.files import open_log
from samverk.project.embedded.home import prepare_home, resolve_home, secret
from samverk.project.embedded.lock import AlreadyRunningError, HomeLock, HomeUsers
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.valkey import EmbeddedValkey

Server = EmbeddedPostgres | EmbeddedValkey


def start_servers(
    home: Path, *, on_progress: Callable[[str], None] = lambda text: None
) -> list[tuple[str, Server, bool]]:
    """Start or attach to what DATABASE_URL and REDIS_URL do not name, and set the environment for Django.

    Args:
        home: the prepared SAMVERK_HOME.
        on_progress: told what is being done, in Swedish.

    Returns:
        (name, server, was it started here) of each embedded server, in the order they were started.
    """
    used: list[tuple[str, Server, bool]] = []
    os.environ["SAMVERK_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
    os.environ.setdefault("SAMVERK_SECRET_KEY", secret(home, "secret-key"))
    if os.environ.get("SAMVERK_LOG"):
        # Made here, 0600 and set aside when large; the settings name the same file.
        os.close(open_log(home, os.environ["SAMVERK_LOG"]))
    if not os.environ.get("DATABASE_URL"):
        postgres = EmbeddedPostgres(home, on_progress=on_progress)
        ran_before = postgres.status().running
        os.environ["DATABASE_URL"] = postgres.start().url
        used.append(("Databasen", postgres, not ran_before))
    if not os.environ.get("REDIS_URL"):
        valkey = EmbeddedValkey(home)
        ran_before = valkey.status().running
        valkey.start()
        os.environ["REDIS_URL"] = valkey.url
        os.environ["SAMVERK_CACHE_URL"] = valkey.cache_url
        used.append(("Mellanlagret", valkey, not ran_before))
    return used


@contextmanager
def servers(*, on_progress: Callable[[str], None] = lambda text: None) -> Iterator[Path]:
    """Servers for the length of a command; Django is set up inside the block.

    The last command to leave stops the embedded ones, unless a demo uses them.
    """
    home = prepare_home(resolve_home())
    used: list[tuple[str, Server, bool]] = []
    users = HomeUsers(home)
    users.enter()
    try:
        used = start_servers(home, on_progress=on_progress)
        import django

        django.setup()
        gc.freeze()
        gc.enable()
        yield home
    finally:
        if used and users.alone():
            _stop(home, [server for _name, server, _started_here in reversed(used)])
        users.leave()


def _stop(home: Path, running: list[Server]) -> None:
    try:
        with HomeLock(home):
            for server in running:
                server.stop()
    except AlreadyRunningError:
        return

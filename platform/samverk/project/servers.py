"""The servers the house needs: embedded ones, or real ones named in the environment."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from samverk.project.embedded.home import prepare_home, resolve_home, secret
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.valkey import EmbeddedValkey


def start_servers(home: Path, *, on_progress: Callable[[str], None] = lambda text: None) -> list[Callable[[], None]]:
    """Start or attach to what DATABASE_URL and REDIS_URL do not name, and set the environment for Django.

    Args:
        home: the prepared SAMVERK_HOME.
        on_progress: told what is being done, in Swedish.

    Returns:
        How to stop what was started here, in the right order; servers that already ran are left alone.
    """
    stoppers: list[Callable[[], None]] = []
    os.environ["SAMVERK_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings")
    os.environ.setdefault("SAMVERK_SECRET_KEY", secret(home, "secret-key"))
    if not os.environ.get("DATABASE_URL"):
        postgres = EmbeddedPostgres(home, on_progress=on_progress)
        ran_before = postgres.status().running
        os.environ["DATABASE_URL"] = postgres.start().url
        if not ran_before:
            stoppers.append(postgres.stop)
    if not os.environ.get("REDIS_URL"):
        valkey = EmbeddedValkey(home)
        ran_before = valkey.status().running
        valkey.start()
        os.environ["REDIS_URL"] = valkey.url
        os.environ["SAMVERK_CACHE_URL"] = valkey.cache_url
        if not ran_before:
            stoppers.insert(0, valkey.stop)
    return stoppers


@contextmanager
def servers(*, on_progress: Callable[[str], None] = lambda text: None) -> Iterator[Path]:
    """Servers for the length of a command; Django is set up inside the block."""
    home = prepare_home(resolve_home())
    stoppers: list[Callable[[], None]] = []
    try:
        stoppers = start_servers(home, on_progress=on_progress)
        import django

        django.setup()
        yield home
    finally:
        for stop in stoppers:
            stop()

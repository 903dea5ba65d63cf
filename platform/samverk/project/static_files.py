"""Collect static files when they have changed since last time."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def stamp() -> str:
    """Changes when a static file of ours or the version of a package does."""
    digest = hashlib.sha256(f"{version('wagtail')} {version('django')}".encode())
    for finder in get_finders():
        for path, storage in finder.list(None):
            if path.startswith(("ui/", "intranet/")):
                with storage.open(path) as file:
                    digest.update(path.encode() + file.read())
    return digest.hexdigest()


def collect_static() -> bool:
    """Collect into STATIC_ROOT; returns False when nothing had changed."""
    mark = Path(settings.STATIC_ROOT) / ".stamp"
    wanted = stamp()
    if mark.exists() and mark.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(wanted)
    return True

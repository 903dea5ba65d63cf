"""Where files of sites lie on disk."""

from pathlib import Path

from django.conf import settings
from django.utils._os import safe_join


def safe_path(*parts: str) -> Path:
    """A path below MEDIA_ROOT.

    Raises:
        SuspiciousFileOperation: when the parts lead out of it.
    """
    return Path(safe_join(settings.MEDIA_ROOT, *parts))


def site_folder(schema_name: str) -> Path:
    """The folder of one site's files."""
    return safe_path(schema_name)

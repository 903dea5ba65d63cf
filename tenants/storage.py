"""Files of a site lie under the site's own folder and have no public address (law 5)."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join
from django.utils.deconstruct import deconstructible

from tenants.connection import connection


class NoSite(SuspiciousFileOperation):
    """A file was asked for while no site, or the operator's, was active."""


def site_folder(schema_name: str) -> Path:
    """The folder of one site's files."""
    return Path(safe_join(settings.MEDIA_ROOT, schema_name))


@deconstructible
class TenantStorage(FileSystemStorage):
    """Every operation happens in the active site's folder.

    The address it gives (`/filer/…`) leads to a view that asks access.py, never to a file server.
    """

    @property
    def base_location(self) -> str:
        """The active site's folder.

        Asked anew each time: Django keeps it for the life of the process, and saves names relative to it.

        Raises:
            NoSite: when no site is active.
        """
        schema_name = connection.schema_name
        if not schema_name or schema_name == "public":
            raise NoSite("A file was asked for without a site")
        return str(site_folder(schema_name))

    @property
    def location(self) -> str:
        """The same, absolute."""
        return self.base_location

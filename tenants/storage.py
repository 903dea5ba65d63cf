"""Files of a site lie under the site's own folder and have no public address (law 5)."""

from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from samverk.kernel import clock
from tenants.connection import connection
from tenants.kept_files import keep
from tenants.storage_places import site_folder

__all__ = ["NoSite", "TenantStorage", "site_folder"]


class NoSite(SuspiciousFileOperation):
    """A file was asked for while no site, or the operator's, was active."""


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

    def delete(self, name: str) -> None:
        """Put the file among the deleted ones, from where a restore can bring it back (TN-13)."""
        if not name:
            raise ValueError("The name must be given to delete().")
        path = Path(self.path(name))
        if path.is_dir():
            super().delete(name)
            return
        # The name by its place, not as it was asked for: "a/../b" is b.
        inside = path.relative_to(self.location).as_posix()
        keep(schema_name=str(connection.schema_name), name=inside, path=path, now=clock.now())

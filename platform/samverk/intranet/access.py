"""Who may read pages and files."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.storage import default_storage
from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.kernel.access import Denied

if TYPE_CHECKING:
    from wagtail.models import Page


def require_reader(user: object) -> None:
    """Pages are for those who belong to the organisation; guests see what they are invited to (PF-07).

    Raises:
        Denied: for guests and suppliers.
    """
    if not is_internal(user):
        raise Denied(
            _("Sidan är för den som arbetar här. Du är inbjuden som gäst och ser bara det du är inbjuden till.")
        )


def require_editor(user: object) -> None:
    """The editors' tools are for those who were given them.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and user.has_perm("wagtailadmin.access_admin")):
        raise Denied(_("Bara redaktörer skriver nyheter. Be systemförvaltaren om du ska vara en av dem."))


def may_write_news(user: object) -> bool:
    """Whether the person may put a page below the site's news page."""
    from samverk.intranet.models import NewsIndexPage

    index = NewsIndexPage.objects.first()
    return index is not None and bool(index.permissions_for_user(user).can_add_subpage())


def may_edit(*, user: object, page: "Page") -> bool:
    """Whether the person may change the page; Wagtail's own answer, two queries."""
    return bool(page.permissions_for_user(user).can_edit())


def picture_or_404(*, user: object, path: str) -> BinaryIO:
    """An open picture of this site.

    Sizes made for pages lie under `images/`; originals are for editors, who see them in the admin.

    Raises:
        Denied: for guests, and for originals without the right to edit.
        Http404: when there is no such file here.
    """
    require_reader(user)
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or parts[0] not in {"images", "original_images"}:
        raise Http404
    if parts[0] == "original_images" and not (is_person(user) and user.has_perm("wagtailadmin.access_admin")):
        raise Denied(_("Bildens original visas bara för redaktörer."))
    if not default_storage.exists(path):
        raise Http404
    opened: BinaryIO = default_storage.open(path, "rb")  # type: ignore[assignment]
    return opened

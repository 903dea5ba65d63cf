"""Who may read pages and files."""

from typing import TYPE_CHECKING, BinaryIO

from django.core.files.storage import default_storage
from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.intranet.privacy import closed_collections, closed_pages
from samverk.kernel.access import Denied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wagtail.models import Collection, Page

    #: Asks one thing of a person and raises `Denied` when the answer is no.
    Gate = Callable[[object], None]


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
    if not may_open_editor(user):
        raise Denied(_("Bara redaktörer skriver nyheter. Be systemförvaltaren om du ska vara en av dem."))


def require_page(user: object, page: "Page") -> None:
    """Pages that were given to some groups are for those groups.

    Raises:
        Denied: for everybody else.
    """
    if str(page.path).startswith(closed_pages(user)):
        raise Denied(_("Sidan är bara för vissa grupper. Be den som ansvarar för den om du behöver läsa den."))


def require_collection(user: object, collection: "Collection") -> None:
    """Files in a collection that was given to some groups are for those groups.

    Raises:
        Denied: for everybody else.
    """
    if str(collection.path).startswith(closed_collections(user)):
        raise Denied(_("Filen är bara för vissa grupper. Be den som ansvarar för den om du behöver den."))


def page_gates(page: "Page") -> "tuple[Gate, ...]":
    """What is asked of whoever opens the page: every page but the start page, which has a version for guests, is for
    those who belong here; then come the groups it was given to, if any.
    """
    from samverk.intranet.models import StartPage

    ours = () if issubclass(page.specific_class or type(page), StartPage) else (require_reader,)
    return (*ours, lambda user: require_page(user, page))


def file_gates(collection: "Collection") -> "tuple[Gate, ...]":
    """The same for a document or a picture that lies in a collection."""
    return (require_reader, lambda user: require_collection(user, collection))


def pass_gates(user: object, gates: "Iterable[Gate]") -> None:
    """Ask them in turn.

    Raises:
        Denied: by the first that says no.
    """
    for gate in gates:
        gate(user)


def may_open_editor(user: object) -> bool:
    """Whether the person has the editors' tools at all."""
    return is_person(user) and user.has_perm("wagtailadmin.access_admin")


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
        Denied: for guests, for those outside the groups a collection was given to, and for originals without the
            right to edit.
        Http404: when there is no such picture here; a file that no row names is not a picture.
    """
    from samverk.intranet.models import Picture

    require_reader(user)
    original = path.startswith("original_images/")
    if original and not (is_person(user) and user.has_perm("wagtailadmin.access_admin")):
        raise Denied(_("Bildens original visas bara för redaktörer."))
    named = {"file": path} if original else {"renditions__file": path}
    picture = Picture.objects.select_related("collection").filter(**named).first()
    if picture is None or not default_storage.exists(path):
        raise Http404
    require_collection(user, picture.collection)
    opened: BinaryIO = default_storage.open(path, "rb")  # type: ignore[assignment]
    return opened

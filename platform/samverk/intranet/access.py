"""Who may read pages and files."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.storage import default_storage
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.identity.access import is_internal, is_person
from samverk.intranet.companies import is_company_person, is_shared, is_shown_to_companies
from samverk.intranet.guests import is_invited, pages_that_show
from samverk.intranet.privacy import closed_collections, closed_pages
from samverk.kernel.access import Denied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model
    from django.utils.functional import Promise
    from wagtail.models import Collection, Page


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that is asked of whoever opens a page or a file.

    Attributes:
        ask: raises `Denied` when the answer is no.
        belonging: asks whether the person belongs here or is invited; else which groups it was given to.
        told_yes: what is told of a person who passes; empty for what is told elsewhere or need not be.
        tells: is the refusal's own reason told; the others are told by `audience.verdict` in its own words.
    """

    ask: "Callable[[object], None]"
    belonging: bool
    told_yes: "str | Promise" = ""
    tells: bool = False


def require_reader(user: object) -> None:
    """What lists or joins many pages is for those who belong to the organisation (PF-07).

    Raises:
        Denied: for guests and suppliers.
    """
    if not is_internal(user):
        raise Denied(
            _("Sidan är för den som arbetar här. Du är inbjuden som gäst och ser bara det du är inbjuden till.")
        )


def require_page_reader(user: object, page: "Page") -> None:
    """A page is for those who belong to the organisation, and for the guests who are invited to it (PF-07).

    Raises:
        Denied: for everybody else.
    """
    if not is_invited(user, str(page.path)):
        require_reader(user)


def require_municipality(user: object) -> None:
    """The municipality's own pages are not for those who work in a municipal company only (TN-04).

    Raises:
        Denied: for them.
    """
    if is_company_person(user):
        raise Denied(
            _(
                "Sidan är kommunens egen. Du arbetar i ett kommunalt bolag och läser det som gäller hela koncernen, "
                "under Nyheter."
            )
        )


def require_shared(user: object, page: "Page") -> None:
    """A page that is not for the whole group is not for the companies' people (TN-04).

    Raises:
        Denied: for them.
    """
    if not is_shared(page):
        require_municipality(user)


def require_shared_file(user: object, file: "Model | None") -> None:
    """A picture or a document follows the pages that show it (TN-04).

    Raises:
        Denied: for the companies' people, unless a page that is for the whole group shows it.
    """
    if is_company_person(user) and (file is None or not is_shown_to_companies(file)):
        require_municipality(user)


def require_file_reader(user: object, file: "Model") -> None:
    """A picture or a document is for those who belong here, and for guests who are invited to a page that shows it.

    Raises:
        Denied: for everybody else.
    """
    if not is_invited(user, *pages_that_show(file)):
        require_reader(user)


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


def page_gates(page: "Page") -> tuple[Gate, ...]:
    """What is asked of whoever opens the page: every page but the start page, which has a version for guests, is for
    those who belong here and for invited guests; not for those of a municipal company unless it is for the whole group;
    then come the groups it was given to, if any.
    """
    from samverk.intranet.models import StartPage

    is_start = issubclass(page.specific_class or type(page), StartPage)
    ours = () if is_start else (Gate(lambda user: require_page_reader(user, page), belonging=True),)
    group = Gate(
        lambda user: require_shared(user, page), belonging=False, tells=True,
        told_yes="" if is_shared(page) else gettext_lazy("Personen arbetar inte bara i ett kommunalt bolag."),
    )  # fmt: skip
    return (*ours, group, Gate(lambda user: require_page(user, page), belonging=False))


def file_gates(collection: "Collection", file: "Model | None" = None) -> tuple[Gate, ...]:
    """The same for what lies in a collection.

    Args:
        collection: where it lies.
        file: the document or picture; None asks about the collection as a whole, which no guest is invited to.
    """

    def require_belonging(user: object) -> None:
        require_reader(user) if file is None else require_file_reader(user, file)

    return (
        Gate(require_belonging, belonging=True),
        Gate(lambda user: require_shared_file(user, file), belonging=False, tells=True),
        Gate(lambda user: require_collection(user, collection), belonging=False),
    )


def pass_gates(user: object, gates: "Iterable[Gate]") -> None:
    """Ask them in turn.

    Raises:
        Denied: by the first that says no.
    """
    for gate in gates:
        gate.ask(user)


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

    original = path.startswith("original_images/")
    if original and not (is_person(user) and user.has_perm("wagtailadmin.access_admin")):
        raise Denied(_("Bildens original visas bara för redaktörer."))
    named = {"file": path} if original else {"renditions__file": path}
    picture = Picture.objects.select_related("collection").filter(**named).first()
    if picture is None:
        require_reader(user)
        raise Http404
    pass_gates(user, file_gates(picture.collection, picture))
    if not default_storage.exists(path):
        raise Http404
    opened: BinaryIO = default_storage.open(path, "rb")  # type: ignore[assignment]
    return opened

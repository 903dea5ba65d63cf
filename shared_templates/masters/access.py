"""Who may do what with masters."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from tenants.middleware import tenant_of
from tenants.models import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

BACKEND = "samverk.identity.backends.PersonBackend"
EDIT, RELEASE = "masters.edit_masters", "masters.release_masters"


def require_model_site(request: HttpRequest) -> None:
    """These pages are the model municipality's own; asks nothing of the database.

    Raises:
        Http404: on every other site.
    """
    if tenant_of(request).kind != Kind.TEMPLATE:
        raise Http404


def may_edit(user: object) -> bool:
    """Write masters, test cases and results."""
    return is_person(user) and user.has_perm(EDIT)


def editors() -> "QuerySet[User]":
    """Those who may write masters, as a query that others narrow."""
    found: QuerySet[User] = User.objects.with_perm(EDIT, backend=BACKEND).filter(is_active=True)
    return found


def may_release(user: object) -> bool:
    """Release a package and withdraw it."""
    return is_person(user) and user.has_perm(RELEASE)


def require_reader(user: object) -> User:
    """Everybody who belongs to an organisation here reads the masters and reviews them for it.

    Raises:
        Denied: for guests and suppliers.
    """
    if not (is_person(user) and is_internal(user)):
        raise Denied(_("Mallen läses av dem som arbetar i kommunerna."))
    return user


def require_editor(user: object) -> User:
    """Whoever writes masters.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_edit(user)):
        raise Denied(_("Det här är för mallens redaktörer. Vänd dig till dem om något ska ändras."))
    return user


def require_releaser(user: object) -> User:
    """Whoever answers for releases.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_release(user)):
        raise Denied(_("Släpp görs av mallens ansvariga. Vänd dig till dem."))
    return user

"""Who may do what with what comes from the model."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.identity.models.user import INTERNAL
from samverk.kernel.access import Denied

if TYPE_CHECKING:
    from django.db.models import QuerySet

BACKEND = "samverk.identity.backends.PersonBackend"
TAKE = "adoption.take_templates"


def may_take(user: object) -> bool:
    """Take releases, adapt items, answer for routines."""
    return is_person(user) and user.has_perm(TAKE)


def takers() -> "QuerySet[User]":
    """Those who may take releases here, as a query that others narrow."""
    found: QuerySet[User] = User.objects.with_perm(TAKE, backend=BACKEND).filter(is_active=True, capacity__in=INTERNAL)
    return found


def colleagues() -> "QuerySet[User]":
    """Those who read how the organisation works: all who belong to it."""
    return User.objects.filter(is_active=True, capacity__in=INTERNAL)


def require_reader(user: object) -> User:
    """Everybody who belongs to the organisation reads how it works.

    Raises:
        Denied: for guests and suppliers.
    """
    if not (is_person(user) and is_internal(user)):
        raise Denied(_("Det här är för dem som arbetar här."))
    return user


def require_taker(user: object) -> User:
    """Whoever takes releases here.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_take(user)):
        raise Denied(_("Det här är för dem som sköter mallarna hos er. Vänd dig till dem om något ska ändras."))
    return user

"""Who may do what with what comes from the model."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied

TAKE, APPROVE = "adoption.take_templates", "adoption.approve_deviations"


def may_take(user: object) -> bool:
    """Take releases, adapt items, answer for routines."""
    return is_person(user) and user.has_perm(TAKE)


def may_approve(user: object) -> bool:
    """Decide about deviations."""
    return is_person(user) and user.has_perm(APPROVE)


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

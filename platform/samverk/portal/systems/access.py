"""Who may say how a system is doing, and who may see the launcher at all."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_maintainer, is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.portal.models import LineOfBusinessSystem


def require_colleague(user: object) -> User:
    """The launcher is for the organisation's own people; guests and suppliers have their own ways in (PF-07).

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and is_internal(user)):
        raise Denied(_("Systemen är till för dem som arbetar här."))
    return user


def may_set_status(user: object, system: LineOfBusinessSystem) -> bool:
    """The system's own maintainer, and those who maintain the whole site."""
    return is_person(user) and (is_maintainer(user) or (system.maintainer_id == user.pk and user.is_internal))


def require_status_setter(user: object, system: LineOfBusinessSystem) -> User:
    """See `may_set_status`.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_set_status(user, system)):
        raise Denied(_("Läget sätts av den som förvaltar systemet. Ring systemets support om något är fel."))
    return user

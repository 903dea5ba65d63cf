"""Who may search the site."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied


def may_search(user: object) -> bool:
    """Those who belong to the organisation."""
    return is_person(user) and is_internal(user)


def require_searcher(user: object) -> User:
    """Those who belong to the organisation; a guest has what they are invited to in their list (PF-07).

    Raises:
        Denied: for guests and suppliers.
    """
    if not (is_person(user) and may_search(user)):
        raise Denied(_("Sökningen är för den som arbetar här. Det du är inbjuden till finns på din startsida."))
    return user

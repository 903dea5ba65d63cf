"""Who may see the organisation."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal
from samverk.kernel.access import Denied


def require_directory(user: object) -> None:
    """Guests and suppliers get no directory (PF-07).

    Raises:
        Denied: for them.
    """
    if not is_internal(user):
        raise Denied(_("Organisationen visas för den som arbetar här. Du är inbjuden som gäst."))

"""Who may see the organisation."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import Capacity
from samverk.kernel.access import Denied
from samverk.people.site_settings import DIRECTORY_FOR, EMPLOYEES
from tenants.settings.queries import value


def require_directory(user: object) -> None:
    """Guests and suppliers get no directory (PF-07); a site may keep it to its employees.

    Raises:
        Denied: for them.
    """
    if not is_internal(user):
        raise Denied(_("Organisationen visas för den som arbetar här. Du är inbjuden som gäst."))
    if is_person(user) and user.capacity != Capacity.EMPLOYEE and value(DIRECTORY_FOR) == EMPLOYEES:
        raise Denied(_("Kommunen har valt att bara visa organisationen för anställda."))

"""Who may see the organisation."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import Capacity
from samverk.kernel.access import Denied
from samverk.people.models import ReorganisationPlan, RoleAssignment
from samverk.people.roles.catalogue import BY_KEY, Role
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


def plan_or_404(uuid: UUID) -> ReorganisationPlan:
    """A plan of this site.

    Raises:
        Http404: when there is none.
    """
    found = ReorganisationPlan.objects.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def role_or_404(key: str) -> Role:
    """A role by its key.

    Raises:
        Http404: when there is none.
    """
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def assignment_or_404(*, role: Role, key: int) -> RoleAssignment:
    """Somebody's assignment to the role.

    Raises:
        Http404: when there is none here.
    """
    found = RoleAssignment.objects.select_related("user").filter(pk=key, role=role.key).first()
    if found is None:
        raise Http404
    return found

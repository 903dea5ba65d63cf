"""Who may raise an alarm: a right of its own, which no other right brings with it (but a superuser's)."""

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.portal.operator.access import is_operator_person
from tenants.connection import connection
from tenants.models import Kind, Tenant

RIGHT = "portal.raise_banner"


def may_raise(user: object) -> bool:
    """On a site with content: those who were given the right. On the operator's own: those who run the sites."""
    return is_person(user) and ((user.is_internal and user.has_perm(RIGHT)) or is_operator_person(user))


def require_alarmist(user: object) -> User:
    """See `may_raise`.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_raise(user)):
        raise Denied(_("Larm skickas av dem som har fått den behörigheten. Ring dem, eller 112 vid fara för liv."))
    return user


def may_raise_everywhere(user: object, tenant: Tenant) -> bool:
    """To all sites at once: the operator, and cooperations, as their people's municipalities have agreed."""
    return may_raise(user) and tenant.kind in {Kind.OPERATOR, Kind.COOPERATION}


def require_everywhere(user: object, tenant: Tenant) -> User:
    """See `may_raise_everywhere`.

    Raises:
        Denied: for who may raise no alarm.
        Http404: on a municipality's site, which alarms its own people.
    """
    found = require_alarmist(user)
    if not may_raise_everywhere(user, tenant):
        raise Http404
    return found


def may_raise_here_for_all(user: object) -> bool:
    """The same, on the active site."""
    here = connection.tenant
    return isinstance(here, Tenant) and may_raise_everywhere(user, here)

"""Who runs the sites, and which there are."""

from django.http import Http404
from django.utils.translation import gettext as _

from samverk.identity.access import is_maintainer
from samverk.identity.models import User
from samverk.kernel.access import Denied
from tenants.models import Tenant
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema, sites_found


def is_operator_person(user: object) -> bool:
    """May run the sites: has the right on the operator's own site, and is there."""
    return active_schema() == OPERATOR_SCHEMA and is_maintainer(user)


def require_operator(user: object) -> User:
    """Refuse everybody else.

    Raises:
        Denied: for everybody else; the addresses exist on the operator's site only.
    """
    if not (isinstance(user, User) and is_operator_person(user)):
        raise Denied(_("De här sidorna är för den som ansvarar för driften."))
    return user


def site_or_404(slug: str) -> Tenant:
    """A site that is run here.

    Raises:
        Http404: when there is none, and for the operator's own.
    """
    found = sites_found().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found

"""Who sees what the model says of settings and roles beside what applies here."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from shared_templates.adoption.access import may_take

MAINTAIN = "identity.administer_site"


def may_maintain(user: object) -> bool:
    """Decide about settings and groups here."""
    return is_person(user) and user.has_perm(MAINTAIN)


def require_keeper(user: object) -> User:
    """Whoever sees to the templates here, or to the site.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and (may_take(user) or may_maintain(user))):
        raise Denied(_("Det här är för dem som sköter mallarna eller webbplatsen. Vänd dig till dem."))
    return user

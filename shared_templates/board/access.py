"""Who speaks for the template board."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.identity.models import User
from samverk.kernel.access import Denied
from shared_templates.masters.access import may_release


def require_board(user: object) -> User:
    """Whoever answers for what the template releases; nobody else there reads a municipality's words.

    Raises:
        Denied: for everybody else.
    """
    if not (is_person(user) and may_release(user)):
        raise Denied(_("Det här är för mallrådet: de som ansvarar för mallens släpp."))
    return user

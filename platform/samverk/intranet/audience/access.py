"""Who may ask who may see it."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_maintainer, is_person
from samverk.identity.models import User
from samverk.intranet.access import may_open_editor
from samverk.intranet.audience.subject import Subject
from samverk.intranet.audience.verdict import verdict
from samverk.kernel.access import Denied


def require_asker(user: object, subject: Subject) -> User:
    """System maintainers, and the editors who may change it.

    Raises:
        Denied: for everybody else.
    """
    if is_person(user):
        if is_maintainer(user):
            return user
        if may_open_editor(user) and verdict(user=user, subject=subject).changes:
            return user
    raise Denied(_("Det här är för systemförvaltare och för den som får ändra sidan."))

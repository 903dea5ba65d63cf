"""Who may search the log."""

from django.utils.translation import gettext as _

from samverk.identity.access import is_person
from samverk.kernel.access import Denied

RIGHT = "kernel.view_auditentry"


def may_search_log(user: object) -> bool:
    """Auditors only: neither managers nor system maintainers have the right by their office (LAW-12)."""
    return is_person(user) and user.has_perm(RIGHT)


def require_auditor(user: object) -> None:
    """Refuse everybody else.

    Raises:
        Denied: without the right.
    """
    if not may_search_log(user):
        raise Denied(_("Loggen är för gruppen Loggranskare. Behöver du den ber du en systemförvaltare lägga till dig."))

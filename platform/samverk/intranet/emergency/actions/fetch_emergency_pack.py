"""Hand out the active site's emergency pack."""

from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.rights.access import is_own_maintainer
from samverk.intranet.emergency.queries import Pack
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit


def fetch_emergency_pack(*, actor: Actor, user: User, pack: Pack) -> Pack:
    """Ask the right and tell the log: the pack holds what the organisation's people read, guides and names.

    Args:
        actor: who fetches.
        user: the same person, whose right is asked.
        pack: which.

    Raises:
        Denied: for those who administer by delegation, and for support without content (TN-10, TN-12).
    """
    if not is_own_maintainer(user) and not (user.is_support and user.reads_as_internal):
        raise Denied(_("Nödpaketet hämtas av kommunens egna systemförvaltare."))
    record_audit(
        actor=actor,
        verb="intranet.fetch_emergency_pack",
        label=pack.name.rsplit("/", 1)[-1],
        right="identity.administer_site",
    )
    return pack

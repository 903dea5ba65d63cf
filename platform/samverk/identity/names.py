"""What a person is called, to whom. The one place that decides (LAW-24)."""

from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.protection.access import may_protect
from samverk.identity.protection.sealed import facts_behind


def shown_name(user: User, viewer: object) -> str:
    """The name this viewer may read; asks the database only for a protected person and somebody who may know.

    Args:
        user: whose name.
        viewer: who reads.
    """
    if user.is_protected and may_protect(viewer):
        sealed = facts_behind(user)
        if sealed is not None:
            return _("%(name)s (skyddad, visas som %(shown)s)") % {
                "name": sealed.display_name,
                "shown": user.display_name,
            }
    return user.get_full_name()

"""Take a person out of a group."""

from django.contrib.auth.models import Group

from samverk.identity.models import User
from samverk.identity.rights.lockout import keeping_a_maintainer
from samverk.identity.rights.origins import locks_on
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.actions.record_audit import Actor, record_audit


def remove_from_group(*, actor: Actor, user: User, group: Group, right: str = "identity.administer_site") -> bool:
    """The rights end at the person's next request.

    Args:
        actor: who decides.
        user: who leaves.
        group: of this site.
        right: of the actor.

    Returns:
        False when the person was not in it.

    Raises:
        Refusal: when the directory or a rule of sign-in decides: it would be given again.
        LastMaintainer: when nobody could administer the site afterwards.
    """
    locked = locks_on(user=user, group=group)
    if locked:
        raise Refusal(locked)
    with keeping_a_maintainer():
        gone, _each = User.groups.through.objects.filter(user=user, group=group).delete()
        if gone:
            record_audit(
                actor=actor,
                verb="rights.remove_from_group",
                target=user,
                details={"group": group.name, "group_id": group.pk},
                right=right,
            )
    return bool(gone)

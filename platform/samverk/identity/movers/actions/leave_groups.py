"""Take somebody out of all groups."""

from django.contrib.auth.models import Group
from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


def leave_groups(*, actor: Actor, user: User) -> int:
    """Whatever gave them; who comes back begins without.

    Args:
        actor: who decides.
        user: who leaves.

    Returns:
        How many groups.
    """
    with transaction.atomic():
        names = list(Group.objects.filter(user=user).order_by("name").values_list("name", flat=True))
        if names:
            user.groups.clear()
            user.user_permissions.clear()
            record_audit(actor=actor, verb="movers.leave_groups", target=user, details={"groups": names})
    return len(names)

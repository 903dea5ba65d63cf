"""Let a person be seen again."""

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.identity.protection.access import RIGHT, require_protector
from samverk.identity.protection.sealed import show_facts
from samverk.kernel.actions.record_audit import Actor, record_audit


def end_protection(*, actor: Actor, protector: User, user: User) -> User:
    """Give the name back. The entry in the log is written before, under the protected name.

    Args:
        actor: who decides.
        protector: the same person, whose right is asked.
        user: whose identity.

    Raises:
        Denied: without the right.
    """
    require_protector(protector)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.is_protected:
            record_audit(actor=actor, verb="identity.end_protection", target=user, right=RIGHT)
            show_facts(user=user)
            carry_profile(actor=actor, user=user)
    return user

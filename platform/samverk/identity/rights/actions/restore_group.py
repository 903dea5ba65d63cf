"""Put a removed group back as it was."""

from django.contrib.auth.models import Group
from django.db import transaction

from samverk.identity.models import User
from samverk.identity.rights.models import GroupCard
from samverk.kernel.actions.record_audit import Actor, record_audit


def restore_group(*, actor: Actor, card: GroupCard, right: str = "identity.administer_site") -> Group:
    """Its people are back in it, those whose accounts are still open.

    Args:
        actor: who decides.
        card: of a removed group.
        right: of the actor.
    """
    with transaction.atomic():
        people = list(User.objects.filter(uuid__in=card.kept_members, is_active=True))
        card.group.user_set.add(*people)
        card.removed_at, card.kept_members = None, []
        card.save()
        details: dict[str, object] = {"people": len(people)}
        record_audit(actor=actor, verb="rights.restore_group", target=card.group, details=details, right=right)
    return card.group

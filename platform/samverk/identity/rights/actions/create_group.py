"""Make a group of the site's own."""

from django.contrib.auth.models import Group
from django.db import transaction

from samverk.identity.rights.models import GroupCard
from samverk.identity.rights.names import free_name
from samverk.kernel.actions.record_audit import Actor, record_audit


def create_group(*, actor: Actor, name: str, description: str = "", right: str = "identity.administer_site") -> Group:
    """A group without people; it may nothing until pages are closed to all but it, or an editor's right is given.

    Args:
        actor: who decides.
        name: as people say it; no other group here has it, whatever the case of its letters.
        description: what it is for.
        right: of the actor.

    Raises:
        Refusal: when the name is taken or is one of the house's own.
    """
    with transaction.atomic():
        group = Group.objects.create(name=free_name(name))
        GroupCard.objects.create(group=group, description=description.strip())
        record_audit(actor=actor, verb="rights.create_group", target=group, right=right)
    return group

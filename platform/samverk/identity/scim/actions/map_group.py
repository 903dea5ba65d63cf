"""Say which group here a group of the directory means."""

from django.contrib.auth.models import Group

from samverk.identity.protected_groups import require_holder
from samverk.identity.rights.lockout import keeping_a_maintainer
from samverk.identity.scim.actions.settle_rights import settle_rights
from samverk.identity.scim.models import ProvisionedGroup
from samverk.kernel.actions.record_audit import Actor, record_audit


def map_group(*, actor: Actor, group: ProvisionedGroup, house_group: Group | None) -> ProvisionedGroup:
    """Its people get that group's rights at once, and lose those of the group it meant before.

    Args:
        actor: the system maintainer; the directory itself can never do this.
        group: the directory's group.
        house_group: the group here, or None: it gives nothing.

    Raises:
        Denied: for a protected group, unless the maintainer is in it already.
        LastMaintainer: when nobody could administer the site afterwards.
    """
    if house_group is not None:
        require_holder(actor=actor, groups={house_group.name})
    with keeping_a_maintainer():
        group.house_group = house_group
        group.save(update_fields=["house_group"])
        record_audit(
            actor=actor,
            verb="scim.map_group",
            target=group,
            details={"to": house_group.name if house_group else ""},
        )
        settle_rights(actor=actor, users=set(group.members.values_list("person__user_id", flat=True)))
    return group

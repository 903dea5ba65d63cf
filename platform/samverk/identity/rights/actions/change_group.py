"""Rename a group of the site's own, or say what a group is for."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.house_groups import is_house
from samverk.identity.oidc.here.models import ClaimRule, Effect
from samverk.identity.rights.models import GroupCard
from samverk.identity.rights.names import free_name
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.actions.record_audit import Actor, record_audit


def change_group(
    *, actor: Actor, group: Group, name: str, description: str, right: str = "identity.administer_site"
) -> Group:
    """Store both. Rules of sign-in name groups, and follow.

    Args:
        actor: who decides.
        group: which.
        name: new or the same; the house's own groups keep theirs.
        description: new or the same.
        right: of the actor.

    Raises:
        Refusal: when the name is taken, or another is wanted for one of the house's own groups.
    """
    details: dict[str, object] = {}
    with transaction.atomic():
        if name.strip() != group.name:
            if is_house(group.name):
                raise Refusal(_("Gruppen finns på alla webbplatser och heter lika överallt."))
            before, group.name = group.name, free_name(name, of=group)
            group.save(update_fields=["name"])
            ClaimRule.objects.filter(effect=Effect.GROUP, outcome=before).update(outcome=group.name)
            details["before"] = before
        GroupCard.objects.update_or_create(group=group, defaults={"description": description.strip()})
        record_audit(actor=actor, verb="rights.change_group", target=group, details=details, right=right)
    return group

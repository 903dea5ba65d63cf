"""Take away a group of the site's own, so that it can be put back."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from samverk.identity.house_groups import is_house
from samverk.identity.models import User
from samverk.identity.rights.lockout import keeping_a_maintainer
from samverk.identity.rights.models import GroupCard
from samverk.identity.rights.queries import sources
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.actions.record_audit import Actor, record_audit


def remove_group(*, actor: Actor, group: Group, now: datetime, right: str = "identity.administer_site") -> GroupCard:
    """Its people lose what it gave at their next request; what was closed to all but them stays closed.

    Args:
        actor: who decides.
        group: a standing group.
        now: the moment.
        right: of the actor.

    Raises:
        Refusal: for the house's own groups, and for one that the directory or a rule of sign-in fills.
        LastMaintainer: when nobody could administer the site afterwards.
    """
    if is_house(group.name):
        raise Refusal(_("Gruppen finns på alla webbplatser och kan inte tas bort."))
    if sources().get(group.name):
        raise Refusal(_("Gruppen fylls av katalogen eller av en regel vid inloggning. Ta bort kopplingen först."))
    with keeping_a_maintainer():
        card = GroupCard.objects.get_or_create(group=group)[0]
        card.kept_members = list(User.objects.filter(groups=group).order_by("pk").values_list("uuid", flat=True))
        card.removed_at = now
        card.save()
        User.groups.through.objects.filter(group=group).delete()
        details: dict[str, object] = {"people": len(card.kept_members)}
        record_audit(actor=actor, verb="rights.remove_group", target=group, details=details, right=right)
    return card

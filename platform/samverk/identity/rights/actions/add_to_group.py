"""Put a person in a group, by hand (PF-02: local groups as a complement)."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.groups import AUDITORS, PROTECTORS
from samverk.identity.models import User
from samverk.identity.rights.lockout import maintainers
from samverk.identity.rights.origins import locks_on
from samverk.identity.rights.refusal import Refusal
from samverk.kernel.actions.record_audit import Actor, record_audit


def add_to_group(*, actor: Actor, user: User, group: Group, right: str = "identity.administer_site") -> None:
    """The person is in the group from their next request. Already in it: nothing happens.

    Args:
        actor: who decides.
        user: who comes in.
        group: a standing group of this site.
        right: of the actor.

    Raises:
        Refusal: for a closed account, a membership that a rule of sign-in decides, for who would appoint
            themselves to read the log (LAW-12) or protected identities (LAW-24): that is somebody else's to decide;
            and for who administers by delegation and would stay.
    """
    if not user.is_active:
        raise Refusal(_("Kontot är stängt. Öppna det först."))
    if group.name == AUDITORS and user.uuid == actor.uuid:
        raise Refusal(_("Ingen utser sig själv till loggranskare. Be en annan systemförvaltare."))
    if group.name == PROTECTORS and user.uuid == actor.uuid:
        raise Refusal(_("Ingen ger sig själv insyn i skyddade personuppgifter. Be en annan systemförvaltare."))
    if user.uuid == actor.uuid and not maintainers().filter(pk=user.pk).exists():
        raise Refusal(_("Du förvaltar på uppdrag och tar inte på dig mer än uppdraget ger."))
    if user.groups.filter(pk=group.pk).exists():
        return
    locked = locks_on(user=user, group=group)
    if locked:
        raise Refusal(locked)
    with transaction.atomic():
        user.groups.add(group)
        record_audit(
            actor=actor,
            verb="rights.add_to_group",
            target=user,
            details={"group": group.name, "group_id": group.pk},
            right=right,
        )

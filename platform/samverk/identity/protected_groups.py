"""Groups that nobody hands out to themselves: who reads the log, and who sees protected identities."""

from django.utils.translation import gettext as _

from samverk.identity.groups import AUDITORS, PROTECTORS
from samverk.identity.house_groups import label_of
from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor

#: What they see is about others; one maintainer alone must not be able to reach it (LAW-12, LAW-24).
PROTECTED = frozenset({AUDITORS, PROTECTORS})


def require_holder(*, actor: Actor, groups: set[str]) -> None:
    """The door before a rule that fills groups by itself: a mapping of the directory, a rule of sign-in, a key.

    By hand somebody puts another person in such a group, never themselves. A rule has no such other person: whoever
    makes it can arrange to be among those it fits. So only who is in the group already lays down how others come in.

    Args:
        actor: who makes the rule.
        groups: names of the groups it fills.

    Raises:
        Denied: when one of them is protected and the actor is not in it; the house itself is in none.
    """
    guarded = groups & PROTECTED
    if not guarded:
        return
    people = User.objects.filter(uuid=actor.uuid, is_active=True) if actor.uuid else User.objects.none()
    held = set(people.filter(groups__name__in=guarded).values_list("groups__name", flat=True))
    for name in sorted(guarded - held):
        raise Denied(
            _(
                "Bara den som redan är med i gruppen %(group)s bestämmer regler som fyller den. Be någon av dem, eller "
                "lägg till personerna för hand."
            )
            % {"group": label_of(name)}
        )

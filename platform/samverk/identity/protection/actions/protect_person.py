"""Hide who somebody is, everywhere."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.identity.protection.access import RIGHT, require_protector
from samverk.identity.protection.models import FACTS
from samverk.identity.protection.sealed import facts_behind, hide_facts
from samverk.kernel.actions.record_audit import Actor, record_audit


def protect_person(*, actor: Actor, protector: User, user: User, shown_as: str, reason: str) -> User:
    """From now on others see `shown_as` and nothing else; a second time changes that name.

    The entry in the log names the protected name only, and no reason: the log is read by others than those who
    protect. The reason lies with the sealed facts.

    Args:
        actor: who decides.
        protector: the same person, whose right is asked.
        user: whose identity.
        shown_as: the name others see.
        reason: why, for those who protect.

    Raises:
        Denied: without the right.
        ValidationError: when the name to show tells who it is, or there is no reason.
    """
    require_protector(protector)
    shown_as, reason = shown_as.strip(), reason.strip()
    if not shown_as or not reason:
        raise ValidationError(_("Skriv både ett namn att visa och varför."))
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        # What they are really called: behind the seal, when it is the name to show that changes.
        real = facts_behind(user) or user
        own = " ".join(str(getattr(real, name)) for name in FACTS)
        if {word.casefold() for word in own.split() if len(word) > 1} & {w.casefold() for w in shown_as.split()}:
            raise ValidationError(_("Namnet att visa får inte innehålla något av personens egna uppgifter."))
        sealed = hide_facts(user=user, shown_as=shown_as)
        sealed.reason = reason
        sealed.save(update_fields=["reason"])
        record_audit(actor=actor, verb="identity.protect_person", target=user, right=RIGHT)
        carry_profile(actor=actor, user=user)
    return user

"""Decide how strong a sign-in this site demands where."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.oidc.here.models import SignInPolicy
from samverk.kernel.actions.record_audit import Actor, record_audit


class WouldLockOut(ValidationError):
    """Who sets the demand would not pass it."""


def set_sign_in_policy(*, actor: Actor, own_level: int, editors_level: int, administration_level: int) -> SignInPolicy:
    """Store the demands; 0 demands nothing.

    Args:
        actor: who decides.
        own_level: the level of the deciding person's own session.
        editors_level: for the editors' pages.
        administration_level: for the administration.

    Raises:
        WouldLockOut: when the administration would demand more than the person deciding has now: a mistake here
            could not be undone from the page.
        ValidationError: for a level that does not exist.
    """
    if not {editors_level, administration_level} <= {0, 1, 2, 3, 4}:
        raise ValidationError(_("Tillitsnivån är 1, 2, 3 eller 4."))
    if administration_level > own_level:
        raise WouldLockOut(
            _("Din egen inloggning har nivå %(own)s. Logga in starkare först, annars stänger du ute dig själv.")
            % {"own": own_level}
        )
    with transaction.atomic():
        policy, _made = SignInPolicy.objects.update_or_create(
            pk=1, defaults={"editors_level": editors_level, "administration_level": administration_level}
        )
        record_audit(
            actor=actor,
            verb="identity.set_sign_in_policy",
            target=policy,
            details={"editors": editors_level, "administration": administration_level},
        )
    return policy

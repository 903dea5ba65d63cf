"""A person's own choice of language and light or dark."""

from django.db import transaction

from samverk.identity.models import User
from samverk.identity.profile.actions.carry_profile import carry_profile
from samverk.kernel.actions.record_audit import Actor, record_audit


def choose_preferences(*, actor: Actor, user: User, language: str | None = None, scheme: str | None = None) -> User:
    """Store what was given; None leaves a choice as it is.

    Args:
        actor: the person.
        user: whose preferences.
        language: sv or en.
        scheme: light, dark, or empty for the device's own.
    """
    fields = []
    if language is not None:
        user.language = language
        fields.append("language")
    if scheme is not None:
        user.scheme = scheme
        fields.append("scheme")
    with transaction.atomic():
        user.save(update_fields=fields)
        record_audit(
            actor=actor, verb="identity.choose_preferences", target=user, details={"fields": fields}, right="own"
        )
        if language is not None:
            carry_profile(actor=actor, user=user)
    return user

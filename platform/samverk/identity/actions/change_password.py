"""Exchange the password of one's own local account."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from samverk.identity.devices.actions.end_sessions import end_sessions
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


class WrongPassword(Exception):
    """The present password is another one."""


def change_password(*, actor: Actor, user: User, old: str, new: str, keep: str) -> None:
    """Take the new password, and end every session but the one it was changed in: somebody may know the old one.

    Args:
        actor: the person.
        user: the same, with a password of this site.
        old, new: as typed.
        keep: key of the session that stays.

    Raises:
        WrongPassword: for another old one; written to the log as refused.
        ValidationError: for a new one that everybody tries first.
    """
    if not user.check_password(old):
        record_audit(actor=actor, verb="identity.change_password", target=user, result="refused", right="own")
        raise WrongPassword
    validate_password(new, user)
    with transaction.atomic():
        user.set_password(new)
        user.save(update_fields=["password"])
        end_sessions(actor=actor, user=user, keep=keep)
        record_audit(actor=actor, verb="identity.change_password", target=user, right="own")

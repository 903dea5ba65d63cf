"""Open an account that was closed here."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import User
from samverk.identity.rights.origins import why_not_open
from samverk.identity.rights.refusal import Refusal
from samverk.identity.scim.actions.settle_rights import settle_rights
from samverk.kernel.actions.record_audit import Actor, record_audit


def open_account(*, actor: Actor, user: User, now: datetime, right: str = "identity.administer_site") -> None:
    """The person may sign in again, with the groups given by hand that they had; others come back with their source.

    Args:
        actor: who decides.
        user: whose account.
        now: the moment.
        right: of the actor.

    Raises:
        Refusal: when the directory says that the person has left, and for those who were here for a time only:
            they are invited again.
    """
    refused = why_not_open(user)
    if refused:
        raise Refusal(refused)
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        enter_in_directory(actor=actor, user=user, valid_from=timezone.localdate(now))
        settle_rights(actor=actor, users=[user.pk])
        record_audit(actor=actor, verb="rights.open_account", target=user, right=right)

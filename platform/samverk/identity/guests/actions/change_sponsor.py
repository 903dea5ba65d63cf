"""Let somebody else answer for a guest."""

from collections.abc import Collection

from django.db import transaction

from samverk.identity.guests.models import GuestStay
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit


class NotInside(Exception):
    """Only somebody who belongs to the organisation answers for a guest."""


def change_sponsor(*, actor: Actor, stays: Collection[int], to: User) -> int:
    """Give guests a new sponsor; when one leaves, and when the work moves.

    Args:
        actor: who decides.
        stays: which.
        to: somebody inside.

    Returns:
        How many got another sponsor.

    Raises:
        NotInside: for anybody else.
    """
    if not to.is_internal:
        raise NotInside
    with transaction.atomic():
        found = list(GuestStay.objects.select_for_update().filter(pk__in=stays, ended_at=None).exclude(sponsor=to))
        for stay in found:
            stay.sponsor = to
            stay.reminded_for = None
            stay.save(update_fields=["sponsor", "reminded_for"])
            record_audit(actor=actor, verb="guests.change_sponsor", target=stay, details={"to": str(to.uuid)})
    return len(found)

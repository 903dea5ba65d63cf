"""Let a guest stay longer."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.terms import check_last_day
from samverk.kernel.actions.record_audit import Actor, record_audit


def extend_stay(*, actor: Actor, stay: GuestStay, expires_on: date, now: datetime) -> GuestStay:
    """Set another last day; a stay that ran out opens again, one that somebody ended does not.

    Args:
        actor: the sponsor, or a system maintainer.
        stay: of a guest the actor answers for.
        expires_on: the new last day.
        now: the moment.

    Raises:
        ValidationError: for a day out of bounds.
    """
    check_last_day(day=expires_on, today=timezone.localdate(now))
    with transaction.atomic():
        stay = GuestStay.objects.select_for_update(of=("self",)).select_related("user", "sponsor").get(pk=stay.pk)
        if stay.ended_at is None:
            before, stay.expires_on = stay.expires_on, expires_on
            stay.save(update_fields=["expires_on"])
            if stay.user is not None:
                stay.user.last_day = expires_on
                stay.user.save(update_fields=["last_day"])
                enter_in_directory(
                    actor=actor, user=stay.user, valid_from=timezone.localdate(stay.accepted_at), valid_to=expires_on
                )
            details: dict[str, object] = {"from": before.isoformat(), "until": expires_on.isoformat()}
            record_audit(actor=actor, verb="guests.extend_stay", target=stay, details=details)
    return stay

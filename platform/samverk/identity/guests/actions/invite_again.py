"""Ask a guest back whose stay was ended."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.guests.access import require_inviter
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.places import place_kinds
from samverk.identity.guests.tasks import send_invitation
from samverk.identity.guests.terms import check_last_day
from samverk.identity.models import User
from samverk.identity.queueing import queue
from samverk.kernel.actions.record_audit import Actor, record_audit


def invite_again(
    *, actor: Actor, inviter: User, stay: GuestStay, expires_on: date, link_base: str, now: datetime
) -> GuestStay:
    """The same guest, the same account and what they wrote, to the same places; a new link, as the first time.

    A guest who had an account chooses a new password with the link; the old one and old sign-ins stay dead. Who
    signs in through a provider is told to do so.

    Args:
        actor: who invites.
        inviter: the same person, who answers for the guest from now on.
        stay: ended, of a guest the actor answers for.
        expires_on: the new last day.
        link_base: scheme, host and port for the link.
        now: the moment.

    Raises:
        Denied: for who may not invite.
        ValidationError: for a day out of bounds, for a stay that is not ended, when the address has another
            invitation, for places the inviter may no longer see.
    """
    require_inviter(inviter)
    check_last_day(day=expires_on, today=timezone.localdate(now))
    with transaction.atomic():
        stay = GuestStay.objects.select_for_update(of=("self",)).select_related("user").get(pk=stay.pk)
        if stay.ended_at is None:
            raise ValidationError(_("Gästen är redan inbjuden."))
        others = GuestStay.objects.filter(email__iexact=stay.email, ended_at=None).exclude(pk=stay.pk)
        if others.exists():
            raise ValidationError(_("Det finns redan en inbjudan till den adressen."))
        for place in stay.places.all():
            if place.key not in {offered.key for offered in place_kinds[place.kind].offered(inviter)}:
                raise ValidationError(_("Du kan bara bjuda in till det du själv får se."))
        stay.ended_at, stay.expires_on, stay.sponsor, stay.link_base = None, expires_on, inviter, link_base
        stay.invited_at = now
        stay.save(update_fields=["ended_at", "expires_on", "sponsor", "link_base", "invited_at"])
        if stay.user is not None:
            stay.user.is_active, stay.user.last_day = True, expires_on
            stay.user.set_unusable_password()
            stay.user.save(update_fields=["is_active", "last_day", "password"])
            enter_in_directory(actor=actor, user=stay.user, valid_from=timezone.localdate(now), valid_to=expires_on)
        details: dict[str, object] = {"until": expires_on.isoformat()}
        record_audit(
            actor=actor, verb="guests.invite_again", target=stay, details=details, right="identity.invite_guests"
        )
        queue(send_invitation, stay=stay.pk)
    return stay

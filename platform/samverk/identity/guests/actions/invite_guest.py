"""Invite somebody from outside."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.guests.access import require_inviter
from samverk.identity.guests.models import GuestPlace, GuestStay
from samverk.identity.guests.places import place_kinds
from samverk.identity.guests.tasks import send_invitation
from samverk.identity.guests.terms import check_last_day
from samverk.identity.models import User
from samverk.identity.queueing import queue
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.visible import require_visible


def invite_guest(
    *,
    actor: Actor,
    sponsor: User,
    name: str,
    email: str,
    organisation: str,
    purpose: str,
    terms: str,
    expires_on: date,
    places: Mapping[str, Collection[str]],
    link_base: str,
    now: datetime,
) -> GuestStay:
    """Write the invitation down and send it.

    Args:
        actor: who invites.
        sponsor: who answers for the guest; the same person.
        name, email, organisation: of the guest.
        purpose: what the guest is to do here.
        terms: what the guest agrees to.
        expires_on: last day.
        places: kind → keys of what the guest is invited to.
        link_base: scheme, host and port for the link.
        now: the moment.

    Raises:
        Denied: for who may not invite.
        ValidationError: for a name with signs that do not show, for a day out of bounds, for an address that is
            invited already, for a place the sponsor may not see: nobody gives away more than they have.
    """
    require_inviter(sponsor)
    for shown in (name, organisation):
        require_visible(shown)
    check_last_day(day=expires_on, today=timezone.localdate(now))
    for kind, keys in places.items():
        offered = {place.key for place in place_kinds[kind].offered(sponsor)}
        if not set(keys) <= offered:
            raise ValidationError(_("Du kan bara bjuda in till det du själv får se."))
    with transaction.atomic():
        if GuestStay.objects.filter(email__iexact=email, accepted_at=None, ended_at=None).exists():
            raise ValidationError(_("Det finns redan en inbjudan till den adressen som väntar på svar."))
        stay = GuestStay.objects.create(
            name=name,
            email=email,
            organisation=organisation,
            purpose=purpose,
            terms=terms,
            sponsor=sponsor,
            expires_on=expires_on,
            link_base=link_base,
            invited_at=now,
        )
        GuestPlace.objects.bulk_create(
            [GuestPlace(stay=stay, kind=kind, key=key) for kind, keys in places.items() for key in keys]
        )
        record_audit(
            actor=actor,
            verb="guests.invite_guest",
            target=stay,
            details={"until": expires_on.isoformat(), "places": {kind: sorted(keys) for kind, keys in places.items()}},
            right="identity.invite_guests",
        )
        queue(send_invitation, stay=stay.pk)
    return stay

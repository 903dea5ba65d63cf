"""The daily look at guests: who is soon over, who is over."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone

from samverk.identity.guests import mails
from samverk.identity.guests.models import GuestStay
from samverk.identity.guests.terms import REMIND, UNDO_DAYS
from samverk.identity.models import User
from samverk.identity.protection.sealed import mail_address
from samverk.kernel.actions.record_audit import Actor, record_audit


def mind_guests(*, actor: Actor, now: datetime) -> int:
    """Remind sponsors fourteen days before the last day, and tell them when it has passed; each once for each day.
    Passwords of stays that were ended a week ago are forgotten.

    The account is closed by its own last day, whether this runs or not. Broken off and run again it goes on where it
    was: each mail and its mark are one transaction.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many mails went out.
    """
    today = timezone.localdate(now)
    here = GuestStay.objects.filter(ended_at=None).exclude(accepted_at=None)
    soon = here.filter(expires_on__gte=today, expires_on__lte=today + timedelta(days=REMIND))
    sent = 0
    for pk in list(soon.values_list("pk", flat=True)):
        sent += _tell(actor, pk, "reminded_for", today)
    for pk in list(here.filter(expires_on__lt=today).values_list("pk", flat=True)):
        sent += _tell(actor, pk, "told_for", today)
    _forget_passwords(actor, now)
    return sent


def _forget_passwords(actor: Actor, now: datetime) -> None:
    """Nobody changes their mind about these any more: the passwords of stays that somebody ended are forgotten."""
    ended = GuestStay.objects.filter(ended_at__lte=now - timedelta(days=UNDO_DAYS), user__is_active=False)
    kept = ended.exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    for pk in list(kept.values_list("user", flat=True)):
        with transaction.atomic():
            user = User.objects.select_for_update().get(pk=pk)
            user.set_unusable_password()
            user.save(update_fields=["password"])
            record_audit(actor=actor, verb="guests.mind_guests", target=user, details={"forgotten": "password"})


def _tell(actor: Actor, pk: int, mark: str, today: date) -> int:
    with transaction.atomic():
        stay = GuestStay.objects.select_for_update(of=("self",)).select_related("sponsor", "user").get(pk=pk)
        if getattr(stay, mark) == stay.expires_on:
            return 0
        setattr(stay, mark, stay.expires_on)
        stay.save(update_fields=[mark])
        record_audit(actor=actor, verb="guests.mind_guests", target=stay, details={"told": mark.removesuffix("_for")})
        address = mail_address(stay.sponsor)
        if not (stay.sponsor.is_open_on(today) and address):
            return 0
        with mails.in_the_language_of(stay.sponsor.language):
            write = mails.reminder if mark == "reminded_for" else mails.over
            write(stay, address).send()
    return 1

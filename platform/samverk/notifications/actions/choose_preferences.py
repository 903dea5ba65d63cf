"""Pause everything until a day; no letters at all."""

from datetime import date

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.notifications.models import MailState, Notice, Preferences


def pause(*, actor: Actor, user: User, until: date | None) -> None:
    """No letters and no push to the end of a day; the inbox fills meanwhile, and what is still unread comes after.

    Args:
        actor: the person.
        user: whose pause.
        until: its last day; None ends it.
    """
    with transaction.atomic():
        Preferences.objects.update_or_create(user=user, defaults={"paused_until": until})
        details: dict[str, object] = {"until": until.isoformat() if until else None}
        record_audit(actor=actor, verb="notifications.pause", target=user, details=details, right="own")


def choose_letters(*, actor: Actor, user: User, wanted: bool) -> None:
    """Turn all letters off, also those that wait, or on again; what is mandatory comes anyway (PF-53).

    Args:
        actor: the person, or the house where a letter's own way out was used.
        user: whose letters.
        wanted: are letters to come.
    """
    with transaction.atomic():
        Preferences.objects.update_or_create(user=user, defaults={"no_letters": not wanted})
        if not wanted:
            waiting = Notice.objects.filter(user=user, mail_state=MailState.WAITING, is_mandatory=False)
            waiting.update(mail_state=MailState.NOT_NEEDED)
        record_audit(
            actor=actor, verb="notifications.choose_letters", target=user, details={"wanted": wanted}, right="own"
        )

"""Write oneself a reminder."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.models import Reminder

#: Open ones of one person.
MOST = 200
#: What is done lies so long, so that it can be undone.
KEEP_DONE = timedelta(days=30)


def add_reminder(*, actor: Actor, user: User, text: str, due: date, now: datetime) -> Reminder:
    """Keep it; sent twice it is one. What was done long ago is forgotten at the same time.

    Args:
        actor: the person.
        user: whose.
        text: what to be reminded of; the log does not hold it.
        due: from which day it shows.
        now: the moment.

    Raises:
        ValidationError: for an empty text, and when the person has too many already.
    """
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Skriv vad du vill bli påmind om.")})
    with transaction.atomic():
        # One at a time for each person: a form sent twice at once is one reminder.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        mine = Reminder.objects.filter(user=user)
        mine.filter(done_at__lt=now - KEEP_DONE).delete()
        still = mine.filter(done_at=None)
        same = still.filter(text=text, due=due).first()
        if same is not None:
            return same
        if still.count() >= MOST:
            raise ValidationError({"text": _("Du har redan 200 påminnelser. Bocka av några först.")})
        made = Reminder.objects.create(user=user, text=text, due=due, created_at=now)
        record_audit(
            actor=actor, verb="portal.add_reminder", target=user, details={"due": due.isoformat()}, right="own"
        )
    return made

"""Send one letter, with what the person may still see and has not read."""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samverk.kernel import subjects
from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.actions.mark_address import mark_address
from samverk.notifications.composing import compose
from samverk.notifications.kinds import no_longer_told
from samverk.notifications.models import BouncedAddress, Letter, MailState, Notice, Preferences
from samverk.notifications.queries import told_rows

#: So long nobody else tries a letter that somebody is sending: a worker killed meanwhile delays it by this.
LEASE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=1)
#: After so many attempts (about three days) a letter the server says no to is given up; its notices lie in the inbox.
#: A server that is away is waited for however long it takes.
ATTEMPTS = 80


class MailServerAway(Exception):
    """The server does not take letters now.

    Attributes:
        until: when to try again.
    """

    def __init__(self, why: str, until: datetime) -> None:
        super().__init__(why)
        self.until = until


def send_letter(*, actor: Actor, letter: Letter, now: datetime, backend: BaseEmailBackend) -> bool:
    """Send it, once.

    The attempt is written before the server is spoken to, and the end after: only a worker killed between the
    server's yes and our commit sends a letter again, ten minutes later, under the same Message-ID, by which mail
    programs and most servers know it for the same.

    Args:
        actor: the house.
        letter: one that is due, as it was read.
        now: the moment.
        backend: opened where it is not; stays open.

    Returns:
        Whether a letter went out: not if somebody else has it, or nothing in it is left to say.

    Raises:
        MailServerAway: when the server is not there, or says later.
    """
    mine = Letter.objects.filter(pk=letter.pk, closed_at=None, next_try_at=letter.next_try_at)
    if not mine.update(next_try_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    letter.refresh_from_db()
    person = letter.user
    notices = list(
        told_rows().filter(letter=letter).order_by("-created_at", "-pk") if _can_be_written_to(letter, now) else []
    )
    seen = subjects.visible_refs(person, {notice.event.ref for notice in notices})
    over = no_longer_told({notice.event for notice in notices})
    silent = Preferences.objects.filter(user=person, no_letters=True).exists()
    told = [
        notice
        for notice in notices
        if notice.read_at is None
        and notice.event.ref in seen
        and notice.event_id not in over
        and (notice.is_mandatory or not silent)
    ]
    if not told:
        _close(letter, now=now, told=[], sent=False)
        return False
    letter.address = person.email
    message = compose(letter=letter, person=person, notices=told)
    try:
        backend.open()
        backend.send_messages([message])
    except SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        if code < 500:
            # About this address only, as greylisting is: the next letter may well be taken.
            _later(letter, now, f"{code} {said!r}", most=ATTEMPTS)
            return False
        mark_address(actor=actor, user=person, address=person.email, status=str(code), now=now)
        _close(letter, now=now, told=told, sent=False)
        return False
    except SMTPDataError as refused:
        # About this letter's text.
        _later(letter, now, f"{refused.smtp_code} {refused.smtp_error!r}", most=ATTEMPTS)
        return False
    except SMTPResponseException as refused:
        raise _later(letter, now, f"{refused.smtp_code} {refused.smtp_error!r}") from refused
    except OSError as away:
        raise _later(letter, now, f"{type(away).__name__}: {away}") from away
    _close(letter, now=now, told=told, sent=True)
    return True


def _can_be_written_to(letter: Letter, now: datetime) -> bool:
    person = letter.user
    return (
        person.is_open_on(timezone.localdate(now))
        and bool(person.email)
        and not BouncedAddress.objects.filter(user=person, address__iexact=person.email).exists()
    )


def _later(letter: Letter, now: datetime, problem: str, *, most: int | None = None) -> MailServerAway:
    pause = min(timedelta(minutes=2 ** min(letter.attempts, 10)), LONGEST_PAUSE)
    given_up = most is not None and letter.attempts >= most
    Letter.objects.filter(pk=letter.pk).update(
        next_try_at=now + pause, problem=problem[:300], closed_at=now if given_up else None
    )
    return MailServerAway(problem, now + pause)


def _close(letter: Letter, *, now: datetime, told: list[Notice], sent: bool) -> None:
    with transaction.atomic():
        not_told = letter.notices.exclude(pk__in=[notice.pk for notice in told])
        not_told.update(letter=None, mail_state=MailState.NOT_NEEDED)
        Letter.objects.filter(pk=letter.pk).update(
            closed_at=now, sent_at=now if sent else None, address=letter.address, problem=""
        )

"""Remind those who have not confirmed (PF-53)."""

from datetime import date, timedelta

from django.db import transaction

from samverk.intranet.must_read.queries import open_news
from samverk.intranet.told import tell_who_has_not_read
from samverk.kernel.actions.record_audit import Actor, record_audit

#: Days before the last day, and the last day itself.
DAYS_BEFORE = (3, 0)


def remind_readers(*, actor: Actor, today: date) -> int:
    """Everybody who is left of news whose last day is near; run again the same day it tells nobody twice. How many."""
    told = 0
    days = [today + timedelta(days=number) for number in DAYS_BEFORE]
    for page in open_news(today).filter(must_read_by__in=days).order_by("pk"):
        with transaction.atomic():
            number = tell_who_has_not_read(page=page, today=today, actor=actor)
            if number:
                details: dict[str, object] = {"people": number}
                record_audit(actor=actor, verb="intranet.remind_readers", target=page, details=details)
        told += number
    return told

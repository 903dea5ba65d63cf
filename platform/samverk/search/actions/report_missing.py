"""Keep that somebody looked for something in vain."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from samverk.identity.scim.personal_number import has_personal_number
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.search.models import Missing
from samverk.search.queries import tidy

MOST_WORDS = 80
KEPT = timedelta(days=365)


def report_missing(*, actor: Actor, text: str, day: date) -> bool:
    """Count the words, for those who write pages. Without who, and without an entry in the log, which has a name and a
    time: nobody shall be able to find out what somebody looked for (LAW-12).

    Args:
        actor: the house, never the person; it is written nowhere.
        text: as typed; with a personnummer in it nothing is kept (LAW-24).
        day: today.

    Returns:
        Was anything kept.
    """
    words = tidy(text).casefold()[:MOST_WORDS]
    if len(words) < 2 or has_personal_number(words):
        return False
    with transaction.atomic():
        row, is_new = Missing.objects.get_or_create(words=words, day=day)
        if not is_new:
            Missing.objects.filter(pk=row.pk).update(times=F("times") + 1)
    return True


def forget_missing(*, actor: Actor, day: date) -> int:
    """Each day: let go of what is more than a year old."""
    with transaction.atomic():
        gone, _each = Missing.objects.filter(day__lt=day - KEPT).delete()
        if gone:
            record_audit(actor=actor, verb="search.forget_missing", details={"rows": gone})
    return gone

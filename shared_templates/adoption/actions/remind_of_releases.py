"""Remind of what is to be taken by a day and is not (TP-14)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import ngettext

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.queries import Waiting, waiting_releases
from shared_templates.adoption.reminding import due_step
from shared_templates.adoption.told import REMINDED, tell_takers


def remind_of_releases(*, actor: Actor, now: datetime) -> int:
    """Each reminder once, while something waits that nobody has put off or turned down.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many reminders were given.
    """
    day, given = localdate(now), 0
    for one in waiting_releases(day):
        last = one.release.adopt_by
        step = due_step(released=localdate(one.release.released_at), adopt_by=last, day=day)
        if last is None or step is None or not one.undecided:
            continue
        with transaction.atomic():
            if tell_takers(actor=actor, kind=REMINDED, release=one.release, words=_words(one, last), step=str(step)):
                details: dict[str, object] = {"days_before": step, "waiting": one.undecided}
                record_audit(actor=actor, verb="templates.remind_of_release", label=str(one.release), details=details)
                given += 1
    return given


def _words(one: Waiting, last: date) -> str:
    return ngettext(
        "%(count)s sak väntar på att ni tar ställning. Ska vara infört %(day)s.",
        "%(count)s saker väntar på att ni tar ställning. Ska vara infört %(day)s.",
        one.undecided,
    ) % {"count": one.undecided, "day": date_format(last, "j F Y")}

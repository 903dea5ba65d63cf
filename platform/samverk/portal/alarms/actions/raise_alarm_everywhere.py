"""Raise an alarm on every site: one row that each of them reads."""

from datetime import datetime
from typing import Any

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.alarms.access import RIGHT
from samverk.portal.alarms.limits import check_end, same_alarm
from samverk.portal.alarms.queries import forget_standing
from samverk.portal.alarms.tasks import tell_every_site
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models.alarm import Severity
from tenants.queries import active_schema


def raise_alarm_everywhere(
    *,
    actor: Actor,
    severity: str,
    title: str,
    ends: datetime,
    now: datetime,
    text: str = "",
    is_exercise: bool = False,
) -> SharedAlarm:
    """Write it; no work for each site, but that pages forget what they remember. The worker tells their people. A form
    sent twice is one alarm.

    Args:
        actor: the person.
        severity: one of Severity.
        title: what has happened, in a line.
        ends: when it goes by itself; at most a week ahead.
        now: the moment.
        text: what to do.
        is_exercise: try it out without alarming.

    Raises:
        ValidationError: for an end that has passed or is too far away.
        ProgrammingError: from the database, on any site that is neither the operator's nor a cooperation's.
    """
    check_end(ends, now)
    words: dict[str, Any] = {
        "schema_name": active_schema(),
        "severity": Severity(severity),
        "title": title.strip(),
        "text": text.strip(),
        "is_exercise": is_exercise,
    }
    with transaction.atomic():
        same = same_alarm(SharedAlarm, now=now, **words)
        if same is not None:
            return same
        alarm = SharedAlarm.objects.create(begins=now, ends=ends, **words)
        record_audit(
            actor=actor,
            verb="portal.raise_alarm_everywhere",
            target=alarm,
            details={"severity": severity, "exercise": is_exercise, "ends": ends.isoformat()},
            right=RIGHT,
        )
        forget_standing(everywhere=True)
        # At once; should the message be lost, the minute's round does the same.
        transaction.on_commit(tell_every_site.delay, robust=True)
    return alarm

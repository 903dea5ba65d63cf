"""Raise an alarm on this site: it stands on every page at once, and everybody who works here is told."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.alarms.access import RIGHT
from samverk.portal.alarms.limits import check_end, same_alarm
from samverk.portal.alarms.queries import forget_standing
from samverk.portal.models import Alarm
from samverk.portal.models.alarm import Severity
from samverk.portal.told import tell_of_alarm


def raise_alarm(
    *,
    actor: Actor,
    user: User,
    severity: str,
    title: str,
    ends: datetime,
    now: datetime,
    text: str = "",
    link: str = "",
    is_exercise: bool = False,
) -> Alarm:
    """Write it and tell; an exercise says that it is one, and reaches nobody's inbox. A form sent twice is one alarm.

    Args:
        actor: the person.
        user: with the right; the view has asked.
        severity: one of Severity.
        title: what has happened, in a line.
        ends: when it goes by itself; at most a week ahead.
        now: the moment.
        text: what to do.
        link: an address on this site with more, or empty.
        is_exercise: try it out without alarming.

    Raises:
        ValidationError: for an end that has passed or is too far away, and for a link that leads elsewhere.
    """
    check_end(ends, now)
    if link and (not link.startswith("/") or link.startswith("//") or "\\" in link):
        raise ValidationError({"link": _("Länken ska leda till en sida här och börja med /.")})
    words: dict[str, Any] = {
        "severity": Severity(severity),
        "title": title.strip(),
        "text": text.strip(),
        "link": link,
        "is_exercise": is_exercise,
        "raised_by": user,
    }
    with transaction.atomic():
        same = same_alarm(Alarm, now=now, **words)
        if same is not None:
            return same
        alarm = Alarm.objects.create(begins=now, ends=ends, **words)
        record_audit(
            actor=actor,
            verb="portal.raise_alarm",
            target=alarm,
            details={"severity": severity, "exercise": is_exercise, "ends": ends.isoformat()},
            right=RIGHT,
        )
        tell_of_alarm(actor=actor, alarm=alarm, by=user)
        forget_standing()
    return alarm

"""End an alarm before it ends by itself."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.portal.alarms.access import RIGHT
from samverk.portal.alarms.queries import forget_standing
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm


def end_alarm(*, actor: Actor, user: User, alarm: Alarm | SharedAlarm, now: datetime) -> bool:
    """It is gone from every page at once; the row stays.

    Args:
        actor: the person.
        user: with the right; the view has asked.
        alarm: of this site, or of all where this site raised it: any other the database does not let go of.
        now: the moment.

    Returns:
        Was it still standing.
    """
    with transaction.atomic():
        model = type(alarm)
        changes: dict[str, object] = (
            {"ends": now} if isinstance(alarm, SharedAlarm) else {"ends": now, "ended_by": user}
        )
        ended = model._default_manager.filter(pk=alarm.pk, ends__gt=now).update(**changes)
        if ended:
            record_audit(actor=actor, verb="portal.end_alarm", target=alarm, right=RIGHT)
            forget_standing(everywhere=isinstance(alarm, SharedAlarm))
    return bool(ended)

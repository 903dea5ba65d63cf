"""Tell the people of one site of the alarms for all sites."""

from datetime import datetime

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor
from samverk.portal.everywhere.queries import to_be_told
from samverk.portal.told import tell_of_alarm


def tell_shared_alarms(*, actor: Actor, now: datetime) -> int:
    """Each that stands, once; run again it tells nobody twice: an event has a key, and this one's is the alarm's.

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many alarms stand.
    """
    alarms = to_be_told(now)
    with transaction.atomic():
        for alarm in alarms:
            tell_of_alarm(actor=actor, alarm=alarm, by=None)
    return len(alarms)

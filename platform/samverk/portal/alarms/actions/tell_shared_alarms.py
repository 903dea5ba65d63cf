"""Tell the people of one site of the alarms for all sites, but those who are told at home."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samverk.kernel.actions.record_audit import Actor
from samverk.portal.alarms.at_home import told_nowhere_before
from samverk.portal.everywhere.queries import to_be_told
from samverk.portal.told import tell_of_alarm
from tenants.connection import connection
from tenants.models import Tenant


def tell_shared_alarms(*, actor: Actor, now: datetime) -> int:
    """Each that stands, once; run again it tells nobody twice: an event has a key, and this one's is the alarm's.

    Who has several sites hears of it on the first of them, the municipality's (`alarms.at_home`).

    Args:
        actor: the house.
        now: the moment.

    Returns:
        How many alarms stand.
    """
    alarms, here = to_be_told(now), connection.tenant
    if not alarms:
        return 0
    only = told_nowhere_before(here=here, day=timezone.localdate(now)) if isinstance(here, Tenant) else None
    with transaction.atomic():
        for alarm in alarms:
            tell_of_alarm(actor=actor, alarm=alarm, by=None, only=only)
    return len(alarms)

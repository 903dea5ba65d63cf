"""Which sites have not heard of an alarm for all sites."""

from datetime import datetime

from samverk.portal.everywhere.models import SharedAlarm
from tenants.connection import connection
from tenants.models import Tenant

#: Sites in one question.
AT_A_TIME = 50


def to_be_told(now: datetime) -> list[SharedAlarm]:
    """Alarms for all sites that stand and are no exercise; one query."""
    return list(SharedAlarm.objects.filter(begins__lte=now, ends__gt=now, is_exercise=False))


def sites_not_told(tenants: list[Tenant], *, kind: str, now: datetime) -> list[Tenant]:
    """Those of the sites where one of these alarms has no event yet; one query on a calm day.

    Args:
        tenants: open sites.
        kind: of the event that tells of an alarm.
        now: the moment.
    """
    keys = [str(alarm.uuid) for alarm in to_be_told(now)]
    if not keys:
        return []
    by_name = {tenant.schema_name: tenant for tenant in tenants}
    found: list[Tenant] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'notifications_event'")
        names = [name for (name,) in cursor.fetchall() if name in by_name]
        for start in range(0, len(names), AT_A_TIME):
            some = names[start : start + AT_A_TIME]
            cursor.execute(" UNION ALL ".join(map(_question, some)), [kind, keys, len(keys)] * len(some))
            found += [by_name[name] for (name,) in cursor.fetchall()]
    return found


def _question(schema: str) -> str:
    return (
        f"SELECT '{schema}' WHERE"
        f' (SELECT count(*) FROM "{schema}".notifications_event WHERE kind = %s AND key = ANY(%s)) < %s'
    )

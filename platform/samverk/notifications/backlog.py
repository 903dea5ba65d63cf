"""How much waits to be told, over all sites: what the timer goes by, and what the health page says."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches

from samverk.kernel import clock
from samverk.notifications.timetable import GATHERING, occasion
from samverk.notifications.ways import Pace
from tenants.connection import connection
from tenants.models import Tenant

#: Sites in one question.
AT_A_TIME = 50
KEY = "notifications:backlog"
KEPT_SECONDS = 600
#: Older than this, what waits is late: the health page says so.
LATE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits on one site.

    Attributes:
        events: nobody has been told of.
        letters: made and not sent.
        oldest: since when the oldest of them has waited; None where nothing does.
        is_due: is there something to do now.
    """

    events: int
    letters: int
    oldest: datetime | None
    is_due: bool


def backlogs(tenants: list[Tenant], *, now: datetime) -> dict[str, Backlog]:
    """Schema name → what waits, for those of the sites that have the tables; a question for each fifty sites.

    Args:
        tenants: open sites.
        now: the moment.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'notifications_letter'")
        there = {row[0] for row in cursor.fetchall()}
        names = [tenant.schema_name for tenant in tenants if tenant.schema_name in there]
        found: dict[str, Backlog] = {}
        for start in range(0, len(names), AT_A_TIME):
            some = names[start : start + AT_A_TIME]
            moments = [now, now - GATHERING, occasion(Pace.DAILY, now)[1], occasion(Pace.WEEKLY, now)[1]]
            cursor.execute(" UNION ALL ".join(map(_question, some)), moments * len(some))
            for name, events, event_since, letters, letter_since, is_due in cursor.fetchall():
                since = [moment for moment in (event_since, letter_since) if moment is not None]
                found[name] = Backlog(
                    events=events,
                    letters=letters,
                    oldest=min(since) if since else None,
                    is_due=bool(events or is_due),
                )
    return found


def _question(schema: str) -> str:
    waiting = f'SELECT 1 FROM "{schema}".notifications_notice WHERE mail_state = 1 AND pace'
    return f"""SELECT '{schema}', e.number, e.since, l.number, l.since,
        EXISTS (SELECT 1 FROM "{schema}".notifications_letter WHERE closed_at IS NULL AND next_try_at <= %s)
        OR EXISTS (SELECT 1 FROM "{schema}".notifications_notice WHERE push_state = 1)
        OR EXISTS ({waiting} = {Pace.AT_ONCE:d} AND created_at <= %s)
        OR EXISTS ({waiting} = {Pace.DAILY:d} AND created_at < %s)
        OR EXISTS ({waiting} = {Pace.WEEKLY:d} AND created_at < %s)
      FROM (SELECT count(*) AS number, min(created_at) AS since FROM "{schema}".notifications_event
             WHERE expanded_at IS NULL) e,
           (SELECT count(*) AS number, min(created_at) AS since FROM "{schema}".notifications_letter
             WHERE closed_at IS NULL) l"""


def remember(found: dict[str, Backlog]) -> None:
    """For the health page, which must not ask every site itself. Numbers, nothing of a site or a person."""
    oldest = [each.oldest for each in found.values() if each.oldest is not None]
    caches["deployment"].set(
        KEY,
        {
            "events": sum(each.events for each in found.values()),
            "letters": sum(each.letters for each in found.values()),
            "oldest": min(oldest).timestamp() if oldest else None,
        },
        timeout=KEPT_SECONDS,
    )


def told() -> dict[str, object]:
    """What the timer last saw: how much waits, and how long the oldest has."""
    found = caches["deployment"].get(KEY)
    if not isinstance(found, dict):
        return {"ok": True, "events": None, "letters": None, "oldest_seconds": None}
    oldest = found["oldest"]
    age = round(max(0.0, clock.now().timestamp() - oldest), 1) if oldest is not None else 0.0
    return {
        "ok": age < LATE_SECONDS,
        "events": found["events"],
        "letters": found["letters"],
        "oldest_seconds": age,
    }

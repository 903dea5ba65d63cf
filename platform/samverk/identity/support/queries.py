"""Reads of support sessions; row-level security gives a site its own and the operator all."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from samverk.identity.models import User
from samverk.identity.support.models import SupportSession
from samverk.kernel.models import AuditEntry
from tenants.queries import active_schema


def open_here(*, now: datetime) -> list[SupportSession]:
    """Sessions on the active site that run now or wait for a yes; one query."""
    return list(SupportSession.objects.filter(schema_name=active_schema(), ended_at=None, ends_at__gt=now))


def running_here(*, now: datetime) -> list[SupportSession]:
    """Sessions on the active site that run now; one query."""
    return [each for each in open_here(now=now) if not each.is_waiting]


def sessions_here() -> QuerySet[SupportSession]:
    """Every session there ever was on the active site, newest first."""
    return SupportSession.objects.filter(schema_name=active_schema())


def session_here(number: UUID) -> SupportSession | None:
    """The session with this number on the active site."""
    return sessions_here().filter(uuid=number).first()


def session_of(user: User) -> SupportSession | None:
    """The session that made this person, on the active site."""
    return sessions_here().filter(user_uuid=user.uuid).first()


def acts_in(sessions: list[SupportSession]) -> dict[UUID, int]:
    """Person of a session → how many lines of the site's log are theirs; one query."""
    people = [session.user_uuid for session in sessions]
    found = AuditEntry.objects.filter(actor_uuid__in=people).order_by().values_list("actor_uuid")
    return {person: count for person, count in found.annotate(count=Count("id")) if person is not None}


def all_sessions() -> QuerySet[SupportSession]:
    """Every session on every site, newest first; from the operator's site."""
    return SupportSession.objects.all()


def overdue_sessions(*, now: datetime) -> list[SupportSession]:
    """Sessions whose time is over and that nobody has ended; from the operator's site."""
    return list(SupportSession.objects.filter(ended_at=None, ends_at__lte=now))


def untold_sessions(*, now: datetime) -> list[SupportSession]:
    """Sessions that run and began a minute ago or more, about which nobody has been written to yet."""
    running = SupportSession.objects.filter(ended_at=None, ends_at__gt=now, told_at=None)
    return list(running.filter(began_at__lte=now - timedelta(minutes=1)))


def session_by_number(number: UUID) -> SupportSession | None:
    """A session on any site; from the operator's site."""
    return all_sessions().filter(uuid=number).first()


def running_of(*, schema_name: str, now: datetime) -> list[SupportSession]:
    """Sessions on one site that run now; from the operator's site."""
    return list(all_sessions().filter(schema_name=schema_name, ended_at=None, ends_at__gt=now))

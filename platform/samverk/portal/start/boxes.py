"""What the portal's own boxes of the start page show."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.registries import DayLine, NewsElsewhere, TaskLine
from samverk.portal.elsewhere.queries import Glance, glances_of
from samverk.portal.models import Reminder, Status
from samverk.portal.start.desk import desk_of, reminders_due
from samverk.portal.systems.queries import System, shelves, systems
from samverk.portal.today.queries import day_of, tasks_of
from tenants.models import Kind

#: So many systems stand on the start page; the rest are a click away.
SYSTEMS = 6


def my_systems(request: HttpRequest) -> dict[str, object] | None:
    """The person's own systems, or those meant for them until they have chosen some; disturbances always."""
    user = request.user
    if not (is_person(user) and is_internal(user)):
        return None
    every = _systems(request)
    if not every:
        return None
    stars = desk_of(request, user).favourites
    by_pk = {system.pk: system for system in every}
    chosen = [by_pk[pk] for pk in stars if pk in by_pk][:SYSTEMS]
    shown = chosen or shelves(user=user, favourites=[], every=every).mine[:SYSTEMS]
    now = clock.now()
    out = [each for each in every if not each.units and each.state_at(now) == Status.DISTURBED]
    disturbed = [each for each in out if each not in shown]
    return {
        "systems": [_in_words(each, now) for each in shown],
        "disturbed": [_in_words(each, now) for each in disturbed],
    }


def _in_words(system: System, now: datetime) -> tuple[str, str, str, str]:
    """Name, where it leads, state, and the state as it is told: what the box draws, and nothing that time changes."""
    state = system.state_at(now)
    normal = state == Status.NORMAL
    return system.name, system.address if normal else system.url, str(state.value), "" if normal else str(state.label)


def _systems(request: HttpRequest) -> list[System]:
    """Every system of the site, fetched once a page."""
    found: list[System] | None = getattr(request, "_portal_systems", None)
    if found is None:
        found = systems()
        request._portal_systems = found  # type: ignore[attr-defined]
    return found


def to_do(request: HttpRequest) -> dict[str, object] | None:
    """Tasks of all rooms, and the person's own reminders that are due."""
    if not is_person(request.user):
        return None
    tasks, reminders, _lines = _waiting(request, request.user)
    # A reminder has a form, and a form is nobody else's.
    return {"tasks": tasks, "reminders": reminders, "today": clock.today(), "fresh": bool(reminders)}


def the_day(request: HttpRequest) -> dict[str, object] | None:
    """What happens today; no box on a day without anything."""
    if not is_person(request.user):
        return None
    _tasks, _reminders, lines = _waiting(request, request.user)
    return {"lines": lines} if lines else None


def right_now(request: HttpRequest) -> dict[str, object] | None:
    """The same in a line for small screens: the next thing, how much waits, what does not work; asks nothing more."""
    user = request.user
    if not (is_person(user) and is_internal(user)):
        return None
    tasks, reminders, lines = _waiting(request, user)
    now = clock.now()
    ahead = [line for line in lines if line.begins is None or (line.ends or line.begins) >= now][:1]
    disturbed = [each for each in _systems(request) if each.state_at(now) == Status.DISTURBED and not each.is_ahead][:2]
    count = len(tasks) + len(reminders)
    return {"lines": ahead, "count": count, "disturbed": disturbed} if ahead or count or disturbed else None


def _waiting(request: HttpRequest, user: User) -> tuple[list[TaskLine], list[Reminder], list[DayLine]]:
    """What three boxes tell of, asked for once a page."""
    found: tuple[list[TaskLine], list[Reminder], list[DayLine]] | None = getattr(request, "_portal_waiting", None)
    if found is None:
        today = clock.today()
        found = tasks_of(user, today), reminders_due(request, user), day_of(user, today)
        request._portal_waiting = found  # type: ignore[attr-defined]
    return found


def my_other_sites(request: HttpRequest) -> dict[str, object] | None:
    """The person's other sites with what waits there; no box for who has none. What cooperations publish is among the
    news instead.
    """
    if not is_person(request.user):
        return None
    sites = [
        replace(each, headlines=[], when=[]) if each.kind == Kind.COOPERATION else each
        for each in _glances(request, request.user)
    ]
    return {"sites": sites} if sites else None


def cooperations_news(request: HttpRequest) -> list[NewsElsewhere]:
    """Headlines of the cooperations the person is in, for the news of their start page; they stand there, by age."""
    user = request.user
    if not is_person(user):
        return []
    return [
        NewsElsewhere(title, url, when, each.name)
        for each in _glances(request, user)
        if each.kind == Kind.COOPERATION
        for (title, url), when in zip(each.headlines, each.when, strict=False)
    ]


def _glances(request: HttpRequest, user: User) -> list[Glance]:
    """What two boxes tell of, put together once a page."""
    found: list[Glance] | None = getattr(request, "_portal_glances", None)
    if found is None:
        found = request._portal_glances = glances_of(request, user)  # type: ignore[attr-defined]
    return found

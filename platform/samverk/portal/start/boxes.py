"""What the portal's own boxes of the start page show."""

from django.http import HttpRequest

from samverk.identity.access import is_internal, is_person
from samverk.kernel import clock
from samverk.portal.elsewhere.queries import glances_of
from samverk.portal.start.desk import desk_of
from samverk.portal.systems.queries import Status, shelves, systems
from samverk.portal.today.queries import day_of, reminders_due, tasks_of

#: So many systems stand on the start page; the rest are a click away.
SYSTEMS = 6


def my_systems(request: HttpRequest) -> dict[str, object] | None:
    """The person's own systems, or those meant for them until they have chosen some; disturbances always."""
    user = request.user
    if not (is_person(user) and is_internal(user)):
        return None
    every = systems()
    if not every:
        return None
    stars = desk_of(request, user).favourites
    by_pk = {system.pk: system for system in every}
    chosen = [by_pk[pk] for pk in stars if pk in by_pk][:SYSTEMS]
    shown = chosen or shelves(user=user, favourites=[]).mine[:SYSTEMS]
    disturbed = [each for each in every if each not in shown and each.state == Status.DISTURBED and not each.units]
    return {"systems": shown, "disturbed": disturbed, "more": len(every) - len(shown)}


def to_do(request: HttpRequest) -> dict[str, object] | None:
    """Tasks of all rooms, and the person's own reminders that are due."""
    if not is_person(request.user):
        return None
    today = clock.today()
    return {
        "tasks": tasks_of(request.user, today),
        "reminders": reminders_due(request.user, today),
        "today": today,
    }


def the_day(request: HttpRequest) -> dict[str, object] | None:
    """What happens today; no box on a day without anything."""
    if not is_person(request.user):
        return None
    lines = day_of(request.user, clock.today())
    return {"lines": lines} if lines else None


def my_other_sites(request: HttpRequest) -> dict[str, object] | None:
    """The person's other sites with what waits there; no box for who has none."""
    if not is_person(request.user):
        return None
    sites = glances_of(request, request.user)
    return {"sites": sites} if sites else None

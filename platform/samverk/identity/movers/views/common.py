"""What the pages of departures share."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest

from samverk.identity.models import User
from samverk.identity.queries import search_people, visible_people


def found_people(request: HttpRequest, *, viewer: User, without: User) -> list[User]:
    """Who can take over: what was searched for, and who was chosen in the form that was sent."""
    found = search_people(viewer=viewer, text=request.GET.get("q", "")[:100], internal=True)
    chosen = request.POST.get("receiver", "")
    with suppress(ValueError):
        found += list(visible_people(viewer).filter(uuid=UUID(chosen), is_active=True))
    return [user for user in dict.fromkeys(found) if user != without]


def chosen_person(found: list[User], uuid: str) -> User | None:
    """The one of them with the id."""
    return next((user for user in found if str(user.uuid) == uuid), None)

"""Where in the organisation a person works, for rooms that rank by it."""

from datetime import date
from uuid import UUID

from samverk.identity.models import User
from samverk.people.standing.queries import standing_on


def parts_of(*, user: User, day: date) -> set[UUID]:
    """The units a person works in on a day, with the departments and authorities above them; asked once a request."""
    return {part for place in standing_on(user, day) for part in (place.unit, place.department, place.authority)}

"""Where in the organisation a person works, for rooms that rank by it."""

from datetime import date
from uuid import UUID

from samverk.identity.models import User
from samverk.people.models import Placement
from samverk.people.models.dated import on


def parts_of(*, user: User, day: date) -> set[UUID]:
    """The units a person works in on a day, with the departments and authorities above them; one query."""
    rows = Placement.objects.filter(on(day), user=user).order_by()
    found = rows.values_list("unit__uuid", "unit__department__uuid", "unit__department__authority__uuid")
    return {uuid for row in found for uuid in row if uuid}

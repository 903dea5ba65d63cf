"""Which parts of the organisation a person belongs to, and who belongs to a part; asked at every page of the feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from samverk.identity.models import User
from samverk.people.models import Placement
from samverk.people.models.dated import on
from samverk.people.models.unit import UnitAuthority
from samverk.people.standing.queries import standing_on
from tenants.prepared import ask


@dataclass(frozen=True, slots=True)
class Belonging:
    """One part a person belongs to.

    Attributes:
        level: unit, department or authority.
        uuid: of the part.
        name: today's.
        leads: is the person its head.
    """

    level: str
    uuid: UUID
    name: str
    leads: bool


# By hand: building the query anew costs more than asking it. A unit that has been placed under an authority of its own
# answers to that one, else to its department's (TN-03).
_COUNTS = """
SELECT part.uuid, count(DISTINCT p.user_id)
FROM people_placement p
JOIN identity_user person ON person.id = p.user_id AND person.is_active AND NOT person.is_protected
JOIN people_unit u ON u.id = p.unit_id
JOIN people_department d ON d.id = u.department_id
LEFT JOIN people_unitauthority ua ON ua.unit_id = u.id AND ua.valid_from <= %(day)s
    AND (ua.valid_to IS NULL OR ua.valid_to >= %(day)s)
JOIN people_authority a ON a.id = COALESCE(ua.authority_id, d.authority_id)
CROSS JOIN LATERAL (VALUES (u.uuid), (d.uuid), (a.uuid)) AS part(uuid)
WHERE part.uuid = ANY(%(parts)s) AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
GROUP BY part.uuid
"""


def belongings(*, user: User, day: date) -> list[Belonging]:
    """The units a person works in on `day`, their departments and authorities, each once, narrowest first.

    One query, which the page's rights have asked already.

    Args:
        user: the person.
        day: the day asked about, by the organisation as it is today.
    """
    places = standing_on(user, day)
    leads = {place.unit for place in places if place.leads}
    units = {p.unit: Belonging("unit", p.unit, p.unit_name, p.unit in leads) for p in places}
    departments = {p.department: Belonging("department", p.department, p.department_name, False) for p in places}
    authorities = {p.authority: Belonging("authority", p.authority, p.authority_name, False) for p in places}
    return [*units.values(), *departments.values(), *authorities.values()]


def people_of_part(*, level: str, uuid: UUID, day: date) -> QuerySet[User]:
    """The active people who work in a unit, department or authority on `day`; also those with a protected identity.

    Args:
        level: unit, department or authority.
        uuid: of the part.
        day: the day asked about.
    """
    places = Placement.objects.filter(on(day), user=OuterRef("pk"))
    if level == "authority":
        own = UnitAuthority.objects.filter(on(day), unit=OuterRef("unit")).values("authority__uuid")[:1]
        places = places.annotate(answers_to=Coalesce(own, "unit__department__authority__uuid"))
        places = places.filter(answers_to=uuid)
    else:
        places = places.filter(Q(unit__uuid=uuid) if level == "unit" else Q(unit__department__uuid=uuid))
    return User.objects.filter(Exists(places), is_active=True)


def count_of_parts(*, uuids: Sequence[UUID], day: date) -> dict[UUID, int]:
    """How many work in each on `day`, without those with a protected identity (LAW-24); one query."""
    return dict(ask(_COUNTS, {"parts": list(uuids), "day": day}))

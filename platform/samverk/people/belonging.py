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
from tenants.connection import connection


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


# By hand: the query stands before every feed, and building it anew costs more than asking it. A unit that has been
# placed under an authority of its own answers to that one, else to its department's (TN-03).
_MINE = """
SELECT u.uuid, u.name, bool_or(p.is_head), d.uuid, d.name, a.uuid, a.name
FROM people_placement p
JOIN people_unit u ON u.id = p.unit_id
JOIN people_department d ON d.id = u.department_id
LEFT JOIN people_unitauthority ua ON ua.unit_id = u.id AND ua.valid_from <= %(day)s
    AND (ua.valid_to IS NULL OR ua.valid_to >= %(day)s)
JOIN people_authority a ON a.id = COALESCE(ua.authority_id, d.authority_id)
WHERE p.user_id = %(user)s AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
GROUP BY u.uuid, u.name, d.uuid, d.name, a.uuid, a.name, u.id
ORDER BY min(p.valid_from), u.id
"""
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


def belongings(*, user: int, day: date) -> list[Belonging]:
    """The units a person works in on `day`, their departments and authorities, each once, narrowest first; one query.

    Args:
        user: key of the person.
        day: the day asked about, by the organisation as it is today.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"user": user, "day": day})
        rows = cursor.fetchall()
    units = [Belonging("unit", row[0], row[1], row[2]) for row in rows]
    departments = {row[3]: Belonging("department", row[3], row[4], False) for row in rows}
    authorities = {row[5]: Belonging("authority", row[5], row[6], False) for row in rows}
    return [*units, *departments.values(), *authorities.values()]


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
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"parts": list(uuids), "day": day})
        return dict(cursor.fetchall())

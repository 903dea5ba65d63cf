"""How the active municipality stands towards the model, in one question: for its start page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from shared_templates.content.likeness import share_alike
from shared_templates.overview.queries import NEWEST
from tenants.queries import active_schema

_GLANCE = (
    NEWEST
    + """
, undecided AS (
    SELECT n.release_id, count(*) AS number FROM newest n LEFT JOIN adoption_adopted a ON a.key = n.key
    LEFT JOIN adoption_putoff p ON p.key = n.key AND p.version = n.version AND (p.until IS NULL OR p.until > %(day)s)
    WHERE coalesce(a.version, 0) < n.version AND p.id IS NULL GROUP BY n.release_id
), standing AS (
    SELECT count(*) FILTER (WHERE s.likeness = 'inherited') AS alike,
        count(*) FILTER (WHERE s.likeness IS DISTINCT FROM 'not_applicable') AS counted
    FROM newest n LEFT JOIN catalogue_standing s ON s.key = n.key AND s.schema_name = %(here)s
)
SELECT (SELECT json_agg(json_build_array(r.uuid, concat(r.name, ' ', r.major, '.', r.minor, '.', r.patch), u.number,
        r.adopt_by) ORDER BY r.released_at DESC)
    FROM undecided u JOIN catalogue_release r ON r.id = u.release_id),
    (SELECT count(*) FROM adoption_adopted WHERE answer = 'unknown'), alike, counted
FROM standing
"""
)


@dataclass(frozen=True, slots=True)
class WaitingRelease:
    """A release with something nobody here has said a word about.

    Attributes:
        uuid: which.
        name: with its version.
        count: how many items.
        adopt_by: by when they should be taken.
    """

    uuid: UUID
    name: str
    count: int
    adopt_by: date | None


@dataclass(frozen=True, slots=True)
class Glance:
    """How we stand.

    Attributes:
        waiting: newest first.
        unanswered: routines nobody has answered (TP-10).
        percent: how like the model; None where nothing counts.
    """

    waiting: list[WaitingRelease]
    unanswered: int
    percent: int | None


def glance(day: date) -> Glance:
    """How the active municipality stands on a day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_GLANCE, {"day": day, "here": active_schema()})
        told, unanswered, alike, counted = cursor.fetchone()
    waiting = [
        WaitingRelease(UUID(uuid), name, count, date.fromisoformat(last) if last else None)
        for uuid, name, count, last in told or []
    ]
    return Glance(waiting, unanswered, share_alike(alike, counted))

"""How like the municipalities are to the model: counted by the database from the public facts alone (TP-02, TP-09).

What is released and not taken counts as unlike; what does not apply to a municipality is left out, and so are those
whose sites are not open.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from samverk.kernel.swedish_order import swedish_order
from shared_templates.catalogue.models import ReleasedItem
from shared_templates.content.likeness import share_alike
from tenants.queries import active_schema

#: Begins every question: the newest version of each item that is not withdrawn, and who the municipalities are.
NEWEST = """
WITH newest AS (
    SELECT DISTINCT ON (i.schema_name, i.key) i.key, i.area, i.code, i.title, i.version, i.release_id
    FROM catalogue_releaseditem i JOIN catalogue_release r ON r.id = i.release_id
    WHERE r.withdrawn_at IS NULL
    ORDER BY i.schema_name, i.key, i.version DESC
), municipality AS (SELECT schema_name, name FROM tenants_tenant WHERE kind = 'municipality' AND state = 'active')
"""
# One row with five lists: the page costs one question, however much there is to tell.
_WHOLE = (
    NEWEST
    + """
, alike AS (
    SELECT s.schema_name, n.area, count(*) FILTER (WHERE s.likeness = 'inherited') AS same,
        count(*) FILTER (WHERE s.likeness = 'not_applicable') AS left_out
    FROM newest n JOIN catalogue_standing s ON s.key = n.key GROUP BY s.schema_name, n.area
), changed AS MATERIALIZED (
    SELECT n.key, s.likeness, CASE WHEN s.reasons = '{}' THEN ARRAY['']::varchar[] ELSE s.reasons END AS reasons
    FROM newest n JOIN catalogue_standing s ON s.key = n.key JOIN municipality m ON m.schema_name = s.schema_name
    WHERE s.likeness IN ('adapted', 'replaced')
), reason AS (
    SELECT why, sum(number) AS number
    FROM (SELECT reasons, count(*) AS number FROM changed GROUP BY reasons) AS alike_ones, unnest(reasons) AS why
    GROUP BY why
), candidate AS (
    SELECT key, count(*) AS number, count(*) FILTER (WHERE likeness = 'adapted') AS adapted,
        string_agg(array_to_string(reasons, ' '), ' ') AS reasons
    FROM changed GROUP BY key HAVING count(*) >= 2
), most AS (
    SELECT n.code, n.title, n.area, c.adapted, c.number - c.adapted AS replaced, c.reasons
    FROM candidate c JOIN newest n ON n.key = c.key ORDER BY c.number DESC, n.code LIMIT %s
)
SELECT (SELECT json_agg(json_build_array(schema_name, name)) FROM municipality),
    (SELECT json_object_agg(area, number) FROM (SELECT area, count(*) AS number FROM newest GROUP BY area) AS each),
    (SELECT json_agg(json_build_array(schema_name, area, same, left_out)) FROM alike),
    (SELECT json_agg(json_build_array(why, number) ORDER BY number DESC, why) FROM reason),
    (SELECT json_agg(json_build_array(code, title, area, adapted, replaced, reasons)
        ORDER BY adapted + replaced DESC, code) FROM most)
"""
)
_MINE = """
SELECT count(*) FILTER (WHERE s.likeness = 'inherited'),
    count(*) - count(*) FILTER (WHERE s.likeness = 'not_applicable')
FROM municipality m CROSS JOIN newest n
LEFT JOIN catalogue_standing s ON s.key = n.key AND s.schema_name = m.schema_name
WHERE m.schema_name = %s
"""
_AREAS = """
SELECT n.area, count(*) FILTER (WHERE s.likeness = 'inherited'),
    count(*) FILTER (WHERE s.likeness IS DISTINCT FROM 'not_applicable')
FROM newest n LEFT JOIN catalogue_standing s ON s.key = n.key AND s.schema_name = %s
GROUP BY n.area ORDER BY n.area
"""
_FACTS = """
SELECT m.schema_name, m.name, s.key, s.likeness, s.version, s.reasons, s.put_off_until
FROM tenants_tenant m LEFT JOIN catalogue_standing s ON s.schema_name = m.schema_name AND s.key = ANY(%s::uuid[])
WHERE m.kind = 'municipality' AND m.state = 'active'
"""
# A municipality's last word stands until it says something new: what each word changed, summed up to a quarter's end.
_QUARTERS = """
WITH step AS (
    SELECT date_trunc('quarter', l.day) AS quarter, l.inherited - lag(l.inherited, 1, 0) OVER said AS inherited,
        l.counted - lag(l.counted, 1, 0) OVER said AS counted
    FROM catalogue_likenessofday l JOIN tenants_tenant t ON t.schema_name = l.schema_name
        AND t.kind = 'municipality' AND t.state = 'active'
    WINDOW said AS (PARTITION BY l.schema_name, l.area ORDER BY l.day)
), changed AS (
    SELECT quarter, sum(inherited) AS inherited, sum(counted) AS counted FROM step GROUP BY quarter
)
SELECT q.quarter::date, sum(c.inherited), sum(c.counted)
FROM generate_series(date_trunc('quarter', %s::date) - interval '33 months',
    date_trunc('quarter', %s::date) - interval '3 months', '3 months') AS q (quarter)
JOIN changed c ON c.quarter <= q.quarter
GROUP BY q.quarter ORDER BY q.quarter
"""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the items that count stand unchanged."""

    alike: int = 0
    counted: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.alike + other.alike, self.counted + other.counted)

    @property
    def percent(self) -> int | None:
        """Rounded down; None where nothing counts."""
        return share_alike(self.alike, self.counted)


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of those that are compared."""

    schema_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that several municipalities have changed: the model may be what is wrong."""

    code: str
    title: str
    area: str
    adapted: int
    replaced: int
    reasons: tuple[str, ...]

    @property
    def count(self) -> int:
        """Municipalities that changed it."""
        return self.adapted + self.replaced


@dataclass(frozen=True, slots=True)
class Whole:
    """Municipalities × areas.

    Attributes:
        municipalities: by name in Swedish order; also those that have taken nothing yet.
        areas: those in which something is released.
        shares: by (schema name, area); a missing pair does not occur.
        reasons: why municipalities depart from the model, the commonest first; "" where none is told.
        candidates: items that at least two have adapted or replaced, most first.
    """

    municipalities: list[Municipality]
    areas: list[str]
    shares: dict[tuple[str, str], Share]
    reasons: list[tuple[str, int]]
    candidates: list[Candidate]

    def of(self, schema_name: str) -> Share:
        """One municipality, all areas."""
        return sum((self.shares[schema_name, area] for area in self.areas), Share())

    def total(self, area: str = "") -> Share:
        """All municipalities, in one area or in all."""
        return sum((share for key, share in self.shares.items() if area in ("", key[1])), Share())


def whole(most: int = 10) -> Whole:
    """How like each municipality is in each area, and why not; one query.

    Args:
        most: candidates to name.
    """
    ((named, counted, told, why, changed),) = _rows(_WHOLE, [most])
    everybody, released = _in_order(named or []), counted or {}
    shares = {(one.schema_name, area): Share(0, number) for one in everybody for area, number in released.items()}
    for schema_name, area, alike, left_out in told or []:
        if (schema_name, area) in shares:
            shares[schema_name, area] = Share(alike, released[area] - left_out)
    found = [
        Candidate(code, title, area, adapted, replaced, tuple(sorted(set(text.split()))))
        for code, title, area, adapted, replaced, text in changed or []
    ]
    return Whole(everybody, list(released), shares, [(reason, number) for reason, number in why or []], found)


def likeness_of(schema_name: str) -> int | None:
    """Per cent alike of one municipality; None for other sites, and where nothing counts. One query."""
    ((alike, counted),) = _rows(NEWEST + _MINE, [schema_name])
    return share_alike(alike, counted)


def areas_of(schema_name: str) -> dict[str, Share]:
    """How much of each area is unchanged in one municipality, where anything counts; one query."""
    rows = _rows(NEWEST + _AREAS, [schema_name])
    return {area: Share(alike, counted) for area, alike, counted in rows if counted}


def quarters(day: date) -> list[tuple[date, Share]]:
    """The whole at the end of each of the eleven quarters before the day's, those with nothing told left out.

    A municipality is in it from the quarter in which it first told how it stands. One query.
    """
    return [(begins, Share(int(alike), int(counted))) for begins, alike, counted in _rows(_QUARTERS, [day, day])]


def items_of(area: str) -> QuerySet[ReleasedItem]:
    """The newest version of each item of an area that is not withdrawn, by code, without texts."""
    newest = (
        ReleasedItem.objects.filter(release__withdrawn_at=None)
        .order_by("schema_name", "key", "-version")
        .distinct("schema_name", "key")
    )
    found = ReleasedItem.objects.filter(pk__in=newest.values("pk"), area=area)
    return found.select_related("release").defer("content").order_by("code", "pk")


#: Of a standing: whose, of what, and how.
Fact = tuple[str, UUID, str, int, list[str], date | None]


def facts(keys: Collection[UUID]) -> tuple[list[Municipality], list[Fact]]:
    """All municipalities, by name, and how they stand in these items; one query.

    Returns:
        Municipalities, and (schema name, key, likeness, version taken, reasons, put off until) of what each has told.
    """
    rows = _rows(_FACTS, [[str(key) for key in keys]])
    everybody = {(schema_name, name) for schema_name, name, *_fact in rows}
    return _in_order(everybody), [(schema_name, *fact) for schema_name, _name, *fact in rows if fact[0]]


def here() -> str:
    """The reader's own schema."""
    return active_schema()


def _in_order(named: Iterable[Sequence[str]]) -> list[Municipality]:
    return sorted((Municipality(*each) for each in named), key=lambda one: swedish_order(one.name))


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())

"""What deviations cost a year: counted from the owners' estimates, those missing counted too (TP-17)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shared_templates.adoption.models import Deviation


@dataclass(frozen=True, slots=True)
class Sum:
    """Some deviations together.

    Attributes:
        count: how many.
        estimated: how many of them somebody has estimated.
        cost: SEK a year, of those.
    """

    count: int = 0
    estimated: int = 0
    cost: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(self.count + other.count, self.estimated + other.estimated, self.cost + other.cost)

    @property
    def missing(self) -> int:
        """How many nobody has estimated."""
        return self.count - self.estimated


@dataclass(slots=True)
class Costs:
    """The year's costs.

    Attributes:
        total: all deviations that count.
        areas: by area, the costliest first.
        reasons: by sort of reason, the costliest first.
        costliest: deviations with an estimate, the costliest first.
    """

    total: Sum = Sum()
    areas: list[tuple[str, Sum]] = field(default_factory=list)
    reasons: list[tuple[str, Sum]] = field(default_factory=list)
    costliest: list[Deviation] = field(default_factory=list)


def costs(rows: Iterable[Deviation], most: int = 10) -> Costs:
    """Add up deviations; `most` of the costliest are named."""
    found = Costs()
    areas: dict[str, Sum] = {}
    reasons: dict[str, Sum] = {}
    for row in rows:
        one = Sum(1, row.cost_a_year is not None, row.cost_a_year or 0)
        found.total += one
        areas[row.item.area] = areas.get(row.item.area, Sum()) + one
        reasons[row.reason] = reasons.get(row.reason, Sum()) + one
        if row.cost_a_year:
            found.costliest.append(row)
    found.areas, found.reasons = costliest_first(areas), costliest_first(reasons)
    found.costliest = sorted(found.costliest, key=lambda row: (-(row.cost_a_year or 0), row.pk))[:most]
    return found


def costliest_first(sums: dict[str, Sum]) -> list[tuple[str, Sum]]:
    """Sums with their names in the order in which a steering group reads them."""
    return sorted(sums.items(), key=lambda each: (-each[1].cost, -each[1].count, each[0]))

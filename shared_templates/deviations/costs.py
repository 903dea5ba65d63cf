"""What deviations cost a year: counted from the owners' estimates, those missing counted too (TP-17)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from shared_templates.adoption.models import Deviation


@dataclass(slots=True)
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

    def add(self, deviation: Deviation) -> Self:
        """Count one more."""
        self.count += 1
        if deviation.cost_a_year is not None:
            self.estimated += 1
            self.cost += deviation.cost_a_year
        return self

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

    total: Sum = field(default_factory=Sum)
    areas: list[tuple[str, Sum]] = field(default_factory=list)
    reasons: list[tuple[str, Sum]] = field(default_factory=list)
    costliest: list[Deviation] = field(default_factory=list)


def costs(rows: Iterable[Deviation], most: int = 10) -> Costs:
    """Add up deviations; `most` of the costliest are named."""
    found = Costs()
    areas: dict[str, Sum] = {}
    reasons: dict[str, Sum] = {}
    for row in rows:
        found.total.add(row)
        areas.setdefault(row.item.area, Sum()).add(row)
        reasons.setdefault(row.reason, Sum()).add(row)
        if row.cost_a_year:
            found.costliest.append(row)
    found.areas, found.reasons = _costliest_first(areas), _costliest_first(reasons)
    found.costliest = sorted(found.costliest, key=lambda row: (-(row.cost_a_year or 0), row.pk))[:most]
    return found


def _costliest_first(sums: dict[str, Sum]) -> list[tuple[str, Sum]]:
    return sorted(sums.items(), key=lambda each: (-each[1].cost, -each[1].count, each[0]))

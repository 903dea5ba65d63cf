"""What deviations cost a year in all municipalities, from what each has told of itself (TP-17)."""

from collections.abc import Callable
from dataclasses import dataclass

from samverk.kernel.swedish_order import swedish_order
from shared_templates.deviations.costs import Sum, costliest_first
from shared_templates.deviations.models import DeviationSum
from tenants.models import Kind, Tenant

#: So many sorts of reasons are named, the costliest first.
MOST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """What one municipality has told of one sort of reason."""

    municipality: str
    reason: str
    sum: Sum


@dataclass(frozen=True, slots=True)
class Everywhere:
    """All of it.

    Attributes:
        lines: by municipality, then by reason.
        municipalities: how many there are, with deviations and without.
    """

    lines: list[Line]
    municipalities: int

    @property
    def total(self) -> Sum:
        """All municipalities and all reasons."""
        return sum((line.sum for line in self.lines), Sum())

    @property
    def reasons(self) -> list[tuple[str, Sum]]:
        """By sort of reason, the costliest first."""
        return self._by(lambda line: line.reason)[:MOST]

    @property
    def places(self) -> list[tuple[str, Sum]]:
        """By municipality, the costliest first; those without deviations left out."""
        return self._by(lambda line: line.municipality)

    def _by(self, key: Callable[[Line], str]) -> list[tuple[str, Sum]]:
        found: dict[str, Sum] = {}
        for line in self.lines:
            found[key(line)] = found.get(key(line), Sum()) + line.sum
        return costliest_first(found)


def everywhere() -> Everywhere:
    """What this model's municipalities have told; two queries."""
    names = dict(Tenant.objects.filter(kind=Kind.MUNICIPALITY).values_list("schema_name", "name"))
    told = DeviationSum.objects.filter(schema_name__in=list(names))
    lines = [Line(names[row.schema_name], row.reason, Sum(row.count, row.estimated, row.cost)) for row in told]
    return Everywhere(sorted(lines, key=lambda line: (swedish_order(line.municipality), line.reason)), len(names))

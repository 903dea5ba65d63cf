"""How many deviations each unit has, and why, below its department (TN-14)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from samverk.people.queries import Node
from shared_templates.adoption.models import Deviation


@dataclass(slots=True)
class UnitSum:
    """One unit with its deviations."""

    name: str
    rows: list[Deviation] = field(default_factory=list)

    @property
    def reasons(self) -> Counter[str]:
        """Sort of reason → how many."""
        return Counter(row.reason for row in self.rows)


@dataclass(slots=True)
class DepartmentSum:
    """One department: its units that depart from something, of how many."""

    name: str
    units: list[UnitSum]
    of: int

    @property
    def count(self) -> int:
        """Deviations in all its units."""
        return sum(len(unit.rows) for unit in self.units)

    @property
    def reasons(self) -> Counter[str]:
        """Sort of reason → how many, in all its units."""
        return sum((unit.reasons for unit in self.units), Counter())


def by_department(nodes: Iterable[Node], rows: Iterable[Deviation]) -> tuple[list[DepartmentSum], list[Deviation]]:
    """Units' deviations below today's departments, in the organisation's order; departments without units left out.

    Args:
        nodes: the organisation of a day.
        rows: deviations that count; the municipality's own are passed over.

    Returns:
        Departments, and deviations of units there are no longer.
    """
    nodes = list(nodes)
    own: dict[UUID, list[Deviation]] = defaultdict(list)
    for row in rows:
        if row.unit is not None:
            own[row.unit].append(row)
    found = []
    for department in (node for node in nodes if node.level == "department"):
        below = [node for node in nodes if node.level == "unit" and node.parent == department.uuid]
        units = [UnitSum(node.name, own.pop(node.uuid)) for node in below if node.uuid in own]
        if below:
            found.append(DepartmentSum(department.name, units, len(below)))
    return found, [row for rest in own.values() for row in rest]

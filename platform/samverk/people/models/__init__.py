"""Municipality → Authority → Department → Unit, each with the days it exists (TN-03)."""

from .authority import Authority, AuthorityKind
from .department import Department
from .placement import Placement
from .unit import Unit

__all__ = ["Authority", "AuthorityKind", "Department", "Placement", "Unit"]

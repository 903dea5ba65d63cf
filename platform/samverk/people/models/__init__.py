"""Municipality → Authority → Department → Unit, each with the days it exists (TN-03)."""

from .authority import Authority, AuthorityKind
from .department import Department
from .earlier import Earlier
from .placement import Placement
from .reorganisation import PlanState, ReorganisationPlan
from .role_assignment import RoleAlarm, RoleAssignment
from .succession import SuccessionLine
from .unit import Unit, UnitAuthority

__all__ = [
    "Authority",
    "AuthorityKind",
    "Department",
    "Earlier",
    "Placement",
    "PlanState",
    "ReorganisationPlan",
    "RoleAlarm",
    "RoleAssignment",
    "SuccessionLine",
    "Unit",
    "UnitAuthority",
]

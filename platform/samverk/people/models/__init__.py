"""Municipality → Authority → Department → Unit, each with the days it exists (TN-03)."""

from .absence import Absence, Reason
from .authority import Authority, AuthorityKind
from .department import Department
from .earlier import Earlier
from .placement import Placement
from .profile import Profile
from .reorganisation import PlanState, ReorganisationPlan
from .role_assignment import RoleAlarm, RoleAssignment
from .skill import Audience, PersonSkill, Skill
from .succession import SuccessionLine
from .unit import Unit, UnitAuthority

__all__ = [
    "Absence",
    "Audience",
    "Authority",
    "AuthorityKind",
    "Department",
    "Earlier",
    "PersonSkill",
    "Placement",
    "PlanState",
    "Profile",
    "Reason",
    "ReorganisationPlan",
    "RoleAlarm",
    "RoleAssignment",
    "Skill",
    "SuccessionLine",
    "Unit",
    "UnitAuthority",
]

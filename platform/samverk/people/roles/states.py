"""How each role stands on a day: green, amber or red, and since when."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from samverk.people.models import RoleAssignment
from samverk.people.roles.catalogue import ROLES, Role
from tenants.connection import connection
from tenants.models import Tenant

#: Somebody must have time to take over.
ENDS_SOON = timedelta(days=30)
ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """Green: filled. Amber: look at it. Red: nobody, and somebody must."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Why(StrEnum):
    """What is behind the state."""

    FILLED = "filled"
    OPTIONAL = "optional"
    VACANT = "vacant"
    NO_DEPUTY = "no_deputy"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class RoleVacancy:
    """How one role stands.

    Attributes:
        role: which.
        state: green, amber or red.
        why: what makes it so.
        since: first day without; for what ends soon, its last day; None when nobody ever held it.
        holders, deputies: who holds it that day.
    """

    role: Role
    state: State
    why: Why
    since: date | None
    holders: tuple[RoleAssignment, ...] = ()
    deputies: tuple[RoleAssignment, ...] = ()


def role_vacancies(day: date) -> tuple[RoleVacancy, ...]:
    """Every role as it stands on `day`; one query. Who has left the site holds nothing."""
    rows = list(RoleAssignment.objects.filter(valid_from__lte=day).select_related("user").order_by("valid_from", "pk"))
    kind = _kind_here()
    return tuple(_of(role, [row for row in rows if row.role == role.key], day, kind) for role in ROLES)


def _kind_here() -> str:
    """What kind of site is active."""
    active = connection.tenant
    if isinstance(active, Tenant):
        return str(active.kind)
    return str(Tenant.objects.values_list("kind", flat=True).get(schema_name=connection.schema_name))


def _of(role: Role, rows: list[RoleAssignment], day: date, kind: str) -> RoleVacancy:
    holding = [row for row in rows if row.user.is_active and (row.valid_to is None or row.valid_to >= day)]
    holders = tuple(row for row in holding if not row.is_deputy)
    deputies = tuple(row for row in holding if row.is_deputy)
    must = kind in role.mandatory_at
    if not holders:
        state, why = (State.RED, Why.VACANT) if must else (State.GREEN, Why.OPTIONAL)
        since = _ended([row for row in rows if not row.is_deputy], day) if must else None
        return RoleVacancy(role, state, why, since, (), deputies)
    last = _last_day(holders)
    if must and last is not None and last <= day + ENDS_SOON:
        return RoleVacancy(role, State.AMBER, Why.ENDS, last, holders, deputies)
    if must and role.has_deputy and not deputies:
        since = _ended([row for row in rows if row.is_deputy], day)
        return RoleVacancy(role, State.AMBER, Why.NO_DEPUTY, since, holders, ())
    return RoleVacancy(role, State.GREEN, Why.FILLED, None, holders, deputies)


def _last_day(holders: tuple[RoleAssignment, ...]) -> date | None:
    """The last day somebody holds the role; None when somebody goes on."""
    days = [row.valid_to for row in holders]
    return None if None in days else max(day for day in days if day is not None)


def _ended(rows: list[RoleAssignment], day: date) -> date | None:
    """The first day without, as far as dates tell: an account may also have been closed meanwhile."""
    days = [row.valid_to + ONE_DAY for row in rows if row.valid_to is not None and row.valid_to < day]
    return max(days, default=None)


def alert(day: date) -> str:
    """How many roles need a look, in a few words; empty when none does. One query."""
    number = sum(found.state != State.GREEN for found in role_vacancies(day))
    return _("%(n)d att se över") % {"n": number} if number else ""

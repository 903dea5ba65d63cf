"""Reads of the register of systems."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.identity.movers.owned import Thing
from samverk.intranet.targeting.keys import role_key
from samverk.intranet.targeting.own import own_targets
from samverk.kernel import clock
from samverk.kernel.near_cache import keep_values, near_values
from samverk.kernel.registries import DayLine
from samverk.people.where import parts_of
from samverk.portal.models import LineOfBusinessSystem, Obstacle, SignIn, Status, StatusChange
from samverk.portal.start.desk import favourites_of
from tenants.connection import connection

if TYPE_CHECKING:
    from samverk.kernel.registries import Succession

#: Another when what is kept of a system changes, so that no page reads what an older release kept.
_CACHE_KEY = "start:systems:2"
_CACHE_SECONDS = 300
_FIELDS = (
    "pk", "uuid", "name", "purpose", "address", "owner", "support_phone", "support_mail", "support_hours", "sign_in",
    "obstacle", "alternative", "units", "capacities", "roles", "status", "status_text", "status_from", "status_to",
    "status_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class System:
    """One system as the launcher shows it; small and kept, so that a page asks no database for it."""

    pk: int
    uuid: UUID
    name: str
    purpose: str
    address: str
    owner: str
    support_phone: str
    support_mail: str
    support_hours: str
    sign_in: str
    obstacle: str
    alternative: str
    units: list[str]
    capacities: list[str]
    roles: list[str]
    status: str
    status_text: str
    status_from: datetime | None
    status_to: datetime | None
    status_at: datetime | None

    @property
    def url(self) -> str:
        """Its page here."""
        return reverse("start:system", args=[self.uuid])

    @property
    def sign_in_label(self) -> str:
        """How one gets in, in words."""
        return str(SignIn(self.sign_in).label)

    @property
    def obstacle_label(self) -> str:
        """Why it is not closer, in words; empty without an obstacle."""
        return str(Obstacle(self.obstacle).label) if self.obstacle else ""

    def state_at(self, now: datetime) -> Status:
        """What applies now: what had an end goes back to normal by itself when that has passed."""
        over = self.status_to is not None and self.status_to <= now
        return Status.NORMAL if over else Status(self.status)

    @property
    def state(self) -> Status:
        """What applies at this moment."""
        return self.state_at(clock.now())

    @property
    def is_ahead(self) -> bool:
        """Is what was said of it yet to begin."""
        return self.status_from is not None and self.status_from > clock.now()

    def stops_on(self, day: date) -> bool:
        """Is a planned stop of it begun and not over on a day."""
        if self.status != Status.PLANNED or self.status_from is None:
            return False
        return localdate(self.status_from) <= day and (self.status_to is None or localdate(self.status_to) >= day)

    def is_meant_for(self, *, capacity: str, parts: set[str], targets: Collection[str]) -> bool:
        """Is the system meant for somebody in this capacity, in these parts of the organisation, with these roles among
        what news are directed to.
        """
        if not self.units and not self.capacities and not self.roles:
            return True
        has_role = any(role_key(role) in targets for role in self.roles)
        return has_role or capacity in self.capacities or bool(parts & set(self.units))


@dataclass(frozen=True, slots=True)
class Shelves:
    """The launcher's three shelves."""

    favourites: list[System]
    mine: list[System]
    others: list[System]


def systems() -> list[System]:
    """Every system of the site by name; no query while they are kept.

    In a request they are kept under the site's stamp of standing, which the database renews when one of them changes:
    a disturbance stands on every page from the next request on. Elsewhere they are forgotten by name.
    """
    stamp = connection.standing
    if stamp is None:
        found: list[System] | None = cache.get(_CACHE_KEY)
        if found is None:
            found = _read()
            cache.set(_CACHE_KEY, found, _CACHE_SECONDS)
        return found
    key = f"{_CACHE_KEY}:{stamp}"
    kept: list[System] | None = near_values([key]).get(key)
    if kept is None:
        kept = _read()
        keep_values({key: kept}, _CACHE_SECONDS)
    return kept


def _read() -> list[System]:
    return [System(*row) for row in LineOfBusinessSystem.objects.values_list(*_FIELDS)]


def forget_systems() -> None:
    """Drop what is kept by name, now and again once the change is there for others to read."""
    cache.delete(_CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(_CACHE_KEY), robust=True)


def shelves(*, user: User, favourites: list[int], every: list[System] | None = None) -> Shelves:
    """The systems as this person meets them; one query where any is meant for some units or roles only, else none.

    Args:
        user: the person.
        favourites: keys of those they have chosen.
        every: all of the site's, where the caller has them.
    """
    every = systems() if every is None else every
    parts = {str(uuid) for uuid in parts_of(user=user, day=clock.today())} if any(s.units for s in every) else set()
    by_pk = {system.pk: system for system in every}
    chosen = [by_pk[pk] for pk in favourites if pk in by_pk]
    rest = [system for system in every if system.pk not in set(favourites)]
    targets = own_targets(user) if any(s.roles for s in every) else ()
    mine = [s for s in rest if s.is_meant_for(capacity=user.capacity, parts=parts, targets=targets)]
    return Shelves(chosen, mine, [system for system in rest if system not in mine])


def day_lines(user: object, day: date) -> list[DayLine]:
    """For the day on the start page: planned stops of systems that are meant for the person or that they have chosen;
    no query of its own where none is planned.
    """
    if not (is_person(user) and is_internal(user)):
        return []
    planned = [each for each in systems() if each.stops_on(day)]
    if not planned:
        return []
    mine = shelves(user=user, favourites=favourites_of(user, day), every=planned)
    return [
        DayLine(
            label=_("Planerat avbrott: %(name)s") % {"name": each.name},
            url=each.url,
            begins=each.status_from if each.status_from and localdate(each.status_from) == day else None,
            ends=each.status_to if each.status_to and localdate(each.status_to) == day else None,
        )
        for each in (*mine.favourites, *mine.mine)
    ]


def matches(system: System, wanted: str) -> bool:
    """Is the text somewhere in what the launcher says of the system."""
    return wanted.lower() in f"{system.name} {system.purpose} {system.owner}".lower()


def maintained_systems() -> dict[int, LineOfBusinessSystem]:
    """Key of each system → its row with its maintainer; one query."""
    return {row.pk: row for row in LineOfBusinessSystem.objects.select_related("maintainer")}


def system_or_404(uuid: UUID) -> LineOfBusinessSystem:
    """A system of this site.

    Raises:
        Http404: when there is none.
    """
    found = LineOfBusinessSystem.objects.select_related("maintainer").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def shown(row: LineOfBusinessSystem) -> System:
    """A row as the launcher shows it."""
    return System(**{name: getattr(row, name) for name in _FIELDS})


def history_of(system: LineOfBusinessSystem, *, most: int = 20) -> list[StatusChange]:
    """What was said of it, newest first."""
    return list(system.changes.select_related("by")[:most])


def things_of(user: User) -> list[Thing]:
    """The systems a person maintains, for whoever takes them over."""
    rows = LineOfBusinessSystem.objects.filter(maintainer=user).values_list("uuid", "name")
    return [Thing(str(uuid), name) for uuid, name in rows]


def meant_for(moved: "Succession") -> list[LineOfBusinessSystem]:
    """The systems meant for parts of the organisation that give way."""
    going = {str(uuid) for uuid in moved.before}
    return [row for row in LineOfBusinessSystem.objects.exclude(units=[]) if going & set(row.units)]


def count_systems_of(moved: "Succession") -> int:
    """How many there are."""
    return len(meant_for(moved))

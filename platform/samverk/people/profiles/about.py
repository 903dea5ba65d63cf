"""Everything the page about a person shows; a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.models import AuditEntry
from samverk.people.models import Absence, PersonSkill, Placement, RoleAssignment
from samverk.people.models.dated import on
from samverk.people.profiles.access import listed
from samverk.people.profiles.away import Away, away_on, coming_absences
from samverk.people.profiles.cards import person_url
from samverk.people.profiles.skills import visible_skills
from samverk.people.queries import part_url
from samverk.people.roles.catalogue import BY_KEY

#: Most people named in one line: a head of two hundred is better looked up by unit.
NAMED = 12
#: What the log has of the directory's and the sign-in's own changes to a person.
FROM_DIRECTORY = (
    "scim.provision_person", "scim.change_person", "scim.import_people", "identity.admit_person",
    "profile.take_profile",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a unit, with who leads there and whom the person leads.

    Attributes:
        title: what they are there.
        unit: the unit.
        above: department and authority.
        is_head: do they lead it.
        heads: who leads it, the person not counted.
        team: some of those they lead, and `more` says how many there are beside.
    """

    title: str
    unit: Link
    above: tuple[Link, ...]
    is_head: bool
    heads: tuple[Link, ...]
    team: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """See the module."""

    places: tuple[Place, ...]
    roles: tuple[str, ...]
    skills: tuple[PersonSkill, ...]
    away: Away | None
    stands_in_for: tuple[Link, ...]


def about_person(*, viewer: User, user: User, day: date) -> AboutPerson:
    """What this viewer may read of somebody in the directory; six queries.

    Args:
        viewer: who reads.
        user: from `profiles.access.person_or_404`.
        day: today.
    """
    away = away_on(users=[user.pk], day=day)
    others = Absence.objects.filter(listed(day, "user__"), first__lte=day, last__gte=day, stand_in=user)
    roles = RoleAssignment.objects.filter(on(day), user=user).order_by("is_deputy", "role")
    return AboutPerson(
        places=_places(user, day),
        roles=tuple(_role(key, is_deputy) for key, is_deputy in roles.values_list("role", "is_deputy")),
        skills=tuple(visible_skills(viewer, day).filter(user=user).select_related("skill")),
        away=away.get(user.pk),
        stands_in_for=tuple(
            Link(name, person_url(uuid))
            for name, uuid in others.order_by("user__display_name").values_list("user__display_name", "user__uuid")
        ),
    )


def _role(key: str, is_deputy: bool) -> str:
    label = str(BY_KEY[key].label) if key in BY_KEY else key
    return _("%(role)s (ersättare)") % {"role": label} if is_deputy else label


def _places(user: User, day: date) -> tuple[Place, ...]:
    rows = list(
        Placement.objects.filter(on(day), user=user)
        .select_related("unit__department__authority")
        .order_by("-is_head", "valid_from", "pk")
    )
    if not rows:
        return ()
    beside = Placement.objects.filter(on(day), listed(day, "user__"), unit__in=[row.unit_id for row in rows])
    leads = [row.unit_id for row in rows if row.is_head]
    # Whole teams are read for those the person leads; elsewhere the heads are enough.
    wanted = beside.exclude(user=user).order_by("-is_head", "user__display_name", "pk")
    if not leads:
        wanted = wanted.filter(is_head=True)
    names = list(wanted.values_list("unit_id", "is_head", "user__display_name", "user__uuid"))
    return tuple(_place(row, names) for row in rows)


def _place(row: Placement, names: Sequence[tuple[int, bool, str, UUID]]) -> Place:
    department = row.unit.department
    team = [Link(n, person_url(u)) for unit, head, n, u in names if unit == row.unit_id and not head]
    return Place(
        title=row.title,
        unit=Link(row.unit.name, part_url(row.unit.uuid)),
        above=(
            Link(department.name, part_url(department.uuid)),
            Link(department.authority.name, part_url(department.authority.uuid)),
        ),
        is_head=row.is_head,
        heads=tuple(Link(n, person_url(u)) for unit, head, n, u in names if unit == row.unit_id and head),
        team=tuple(team[:NAMED]) if row.is_head else (),
        more=max(len(team) - NAMED, 0) if row.is_head else 0,
    )


def from_directory(user: User, *, most: int = 5) -> list[Any]:
    """When the directory, the sign-in or the home municipality last changed the person's facts here; newest first."""
    entries = AuditEntry.objects.filter(
        object_type=user._meta.label_lower, object_id=str(user.pk), verb__in=FROM_DIRECTORY
    )
    return list(entries.order_by("-pk").values_list("at", "verb")[:most])


def planned(user: User, day: date) -> list[Absence]:
    """The absences the person can still change."""
    return list(coming_absences(user=user.pk, day=day))

"""Where people stand in the organisation on a day; each a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samverk.identity.models import INTERNAL, User
from samverk.people.models import AuthorityKind, Placement, Profile, RoleAssignment, Unit
from samverk.people.models.dated import on
from samverk.people.models.unit import UnitAuthority
from samverk.people.profiles.access import listed
from tenants.kept_queries import KeptQuery

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

COMPANY = AuthorityKind.MUNICIPAL_COMPANY


@dataclass(frozen=True, slots=True)
class Standing:
    """One place somebody works at.

    Attributes:
        unit, department, authority: the parts of the organisation, the unit's own authority that day (TN-03).
        unit_name, department_name, authority_name: today's.
        in_company: is the authority a municipal company.
        title: what the person does there.
        leads: is the person the head there.
    """

    unit: UUID
    unit_name: str
    department: UUID
    department_name: str
    authority: UUID
    authority_name: str
    in_company: bool
    title: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a person beside the places in the organisation.

    Attributes:
        roles: keys of the roles they hold, as holder or deputy.
        workplace: the house or town they have said that they work in; mostly empty.
    """

    roles: tuple[str, ...]
    workplace: str


def standings_of(user: int, day: date) -> tuple[Standing, ...]:
    """The places of one person on a day, the one they have had longest first; one query."""
    return _standings(_places_of(user=user, day=day))


def _standings(rows: list[tuple[Any, ...]]) -> tuple[Standing, ...]:
    return tuple(
        Standing(unit, unit_name, department, department_name, authority, authority_name, kind == COMPANY, title, leads)
        for unit, unit_name, department, department_name, authority, authority_name, kind, title, leads, *_ in rows
    )


def standing_on(user: User, day: date) -> tuple[Standing, ...]:
    """The same for the person of a request, asked once: what they may read, what is meant for them, their feed."""
    return _known(user, day)[0]


def beside_on(user: User, day: date) -> Beside | None:
    """What came with the places of the person of a request; None for who has no place that day."""
    return _known(user, day)[1]


def _known(user: User, day: date) -> tuple[tuple[Standing, ...], Beside | None]:
    kept: tuple[date, tuple[tuple[Standing, ...], Beside | None]] | None = user.__dict__.get(_MEMORY)
    if kept is None or kept[0] != day:
        rows = _places_of(user=user.pk, day=day)
        kept = user.__dict__[_MEMORY] = (day, (_standings(rows), _beside(*rows[0][-2:]) if rows else None))
    return kept[1]


def _beside(roles: Collection[str], workplace: str | None) -> Beside:
    return Beside(tuple(roles), workplace or "")


def is_only_in_companies(user: User, day: date) -> bool:
    """Works in a municipal company and nowhere else here (TN-04): reads what is shared with them. One query a request.

    A superuser reads everything, and guests are asked for elsewhere. `only_in_companies` is the same from the other
    side.

    Args:
        user: the person of a request.
        day: the day asked about.
    """
    if user.is_superuser or not user.is_internal:
        return False
    places = standing_on(user, day)
    return bool(places) and all(place.in_company for place in places)


_MEMORY = "_samverk_standing"
_PERIOD = "unit__authority_periods__"


def _roles(user: Any, day: date) -> "QuerySet[RoleAssignment, str]":
    return RoleAssignment.objects.order_by().filter(on(day), user=user).values_list("role", flat=True)


def _workplace(user: Any) -> Subquery:
    return Subquery(Profile.objects.order_by().filter(user=user).values("workplace")[:1])


def _own_or_departments(field: str) -> "Combinable":
    return Coalesce(F(f"period__authority__{field}"), F(f"unit__department__authority__{field}"))


def _rows_of(user: int, day: date) -> "QuerySet[Placement, tuple[Any, ...]]":
    rows = Placement.objects.order_by("valid_from", "unit_id").filter(on(day), user=user)
    rows = rows.annotate(period=FilteredRelation("unit__authority_periods", condition=on(day, _PERIOD)))
    return rows.values_list(
        "unit__uuid", "unit__name", "unit__department__uuid", "unit__department__name",
        _own_or_departments("uuid"), _own_or_departments("name"), _own_or_departments("kind"), "title", "is_head",
        ArraySubquery(_roles(OuterRef("user"), day)), _workplace(OuterRef("user")),
    )  # fmt: skip


_places_of = KeptQuery(_rows_of, by_standing=True, user=int, day=date)


def beside_of(user: int, day: date) -> Beside:
    """Roles and stated workplace of a person, whether they have a place or not; one query."""
    rows = User.objects.order_by().filter(pk=user)
    found = rows.values_list(ArraySubquery(_roles(OuterRef("pk"), day)), _workplace(OuterRef("pk"))).first()
    return _beside(*found) if found else Beside((), "")


def _units(day: date) -> "QuerySet[Unit]":
    """Units with the authority each stands under; asked of them and not of each place there, for they are few."""
    own = UnitAuthority.objects.filter(on(day), unit=OuterRef("pk")).order_by()
    under = Coalesce(Subquery(own.values("authority__uuid")[:1]), F("department__authority__uuid"))
    return Unit.objects.order_by().annotate(under=under)


def only_in_companies(day: date) -> Q:
    """Of users: they work in a municipal company and nowhere else here (TN-04).

    Asked of each person by their own places, not of everybody who has one: a comment is told to a few of thousands.
    """
    own = UnitAuthority.objects.order_by().filter(on(day))
    departments = Unit.objects.order_by().filter(department__authority__kind=COMPANY).exclude(pk__in=own.values("unit"))
    in_company = Q(unit__in=own.filter(authority__kind=COMPANY).values("unit")) | Q(unit__in=departments.values("pk"))
    places = Placement.objects.order_by().filter(on(day), user=OuterRef("pk"))
    return Q(Exists(places.filter(in_company))) & ~Q(Exists(places.exclude(in_company)))


def people_at(
    *,
    parts: Collection[UUID] = (),
    roles: Collection[str] = (),
    titles: Collection[str] = (),
    workplaces: Collection[str] = (),
    day: date,
) -> "QuerySet[User]":
    """Active people of the house in one of the parts or workplaces, or with one of the roles or titles.

    Args:
        parts: uuids of units, departments and authorities.
        roles: keys of `roles.catalogue`.
        titles: of placements; capitals do not matter.
        workplaces: as people state them; capitals do not matter.
        day: that they do it.
    """
    wanted = Q(pk__in=[])
    if parts:
        here = _units(day).filter(Q(uuid__in=parts) | Q(department__uuid__in=parts) | Q(under__in=parts))
        wanted |= Q(pk__in=Placement.objects.order_by().filter(on(day), unit__in=here.values("pk")).values("user"))
    if titles:
        alike = _alike("title", titles)
        wanted |= Q(pk__in=Placement.objects.order_by().filter(on(day)).filter(alike).values("user"))
    if workplaces:
        wanted |= Q(pk__in=Profile.objects.order_by().filter(_alike("workplace", workplaces)).values("user"))
    if roles:
        wanted |= Q(pk__in=RoleAssignment.objects.order_by().filter(on(day), role__in=roles).values("user"))
    return User.objects.filter(wanted, is_active=True, capacity__in=INTERNAL)


def _alike(field: str, texts: Collection[str]) -> Q:
    found = Q(pk__in=[])
    for text in texts:
        found |= Q(**{f"{field}__iexact": text})
    return found


def titles_in_use(day: date, *, least: int) -> list[str]:
    """Titles that at least so many people have, without the numbers of persons; in order. One query."""
    rows = Placement.objects.order_by().filter(on(day), user__is_active=True).values("title")
    rows = rows.annotate(people=Count("user", distinct=True)).filter(people__gte=least)
    return sorted((row["title"] for row in rows), key=str.casefold)


def workplaces_in_use(day: date, *, least: int) -> list[str]:
    """Workplaces that at least so many people in the directory state, as most of them write it; in order. One query.

    Who is protected is not counted (LAW-24): a house where nobody else works is not told of.
    """
    people = listed(day, "user__") & Q(user__capacity__in=INTERNAL)
    rows = Profile.objects.order_by().filter(people).exclude(workplace="").values_list("workplace")
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for text, count in rows.annotate(people=Count("pk")):
        written[text.casefold()][text] = count
    found = (max(sorted(ways), key=ways.__getitem__) for ways in written.values() if ways.total() >= least)
    return sorted(found, key=str.casefold)


def units_led_by(user: int, day: date) -> list[UUID]:
    """Units whose head a person is; one query."""
    rows = Placement.objects.order_by().filter(on(day), on(day, "unit__"), user=user, is_head=True)
    return list(rows.values_list("unit__uuid", flat=True))


def members_by_unit(users: "QuerySet[User]", day: date) -> list[tuple[UUID, str, int]]:
    """(unit, its name, key of a user) for every place of these people on the day; one query."""
    rows = Placement.objects.filter(on(day), user__in=users.order_by().values("pk"))
    rows = rows.order_by("unit__department__order", "unit__order", "unit__name")
    return list(rows.values_list("unit__uuid", "unit__name", "user"))

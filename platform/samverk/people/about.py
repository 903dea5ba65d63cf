"""What there is to tell of one unit, department or authority."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from samverk.people.models import Authority, Department, Earlier, SuccessionLine, Unit
from samverk.people.profiles.access import listed
from samverk.people.profiles.cards import Card, cards
from samverk.people.queries import part_url, people_of
from samverk.people.reorganising.parts import OrganisationPart, find, find_many, level_of, parent_of

ONE_DAY = timedelta(days=1)
MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A name, a place or a responsibility from a day to another; `url` leads to its page where it has one."""

    label: str
    first: date
    last: date | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Everything the page shows.

    Attributes:
        names: oldest first; the last is the present one.
        places: what it stood under, oldest first.
        authorities: who answered for a unit, oldest first.
        before, after: (name, address, day) of predecessors and successors.
        people: who works there today; empty for all but units.
    """

    uuid: UUID
    level: str
    name: str
    first: date
    last: date | None
    ended: bool
    names: tuple[Line, ...]
    places: tuple[Line, ...]
    authorities: tuple[Line, ...]
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    below: tuple[Line, ...]
    people: tuple[Card, ...]


def about_or_404(*, uuid: UUID, day: date) -> About:
    """One part as it is told on `day`; a fixed number of queries.

    Raises:
        Http404: when there is none with this id here.
    """
    part = find(uuid)
    if part is None:
        raise Http404
    earlier = list(Earlier.objects.filter(subject=uuid).order_by("valid_from"))
    above = {row.uuid: row for row in find_many({row.parent for row in earlier if row.parent}).values()}
    now = parent_of(part)
    if now is not None:
        above[now.uuid] = now
    since = earlier[-1].valid_to + ONE_DAY if earlier and earlier[-1].valid_to else part.valid_from
    facts = [(row.name, row.parent, row.valid_from, row.valid_to) for row in earlier]
    facts.append((part.name, now.uuid if now else None, since, part.valid_to))
    return About(
        uuid=part.uuid,
        level=level_of(part),
        name=part.name,
        first=part.valid_from,
        last=part.valid_to,
        ended=part.valid_to is not None and part.valid_to < day,
        names=_joined([Line(name, first, last) for name, _parent, first, last in facts]),
        places=_joined(
            [
                Line(above[parent].name, first, last, part_url(parent))
                for _name, parent, first, last in facts
                if parent in above
            ]
        ),
        authorities=_authorities(part),
        before=_others(part, day_of="before"),
        after=_others(part, day_of="after"),
        below=_below(part, day),
        people=_people(part, day) if isinstance(part, Unit) else (),
    )


def _people(unit: Unit, day: date) -> tuple[Card, ...]:
    """Heads first, each with what they are here; who does not stand in the directory is left out."""
    here = people_of(unit=unit, day=day).filter(listed(day, "user__")).select_related("user__profile")[:MOST]
    rows = {row.user: row for row in here}
    drawn = cards(users=list(rows), day=day, shows_municipality=False)
    return tuple(
        replace(card, roles=(_("%(role)s (chef)") % {"role": row.title} if row.is_head else row.title,))
        for card, row in zip(drawn, rows.values(), strict=True)
    )


def _joined(lines: list[Line]) -> tuple[Line, ...]:
    """Neighbours that say the same become one."""
    found: list[Line] = []
    for line in lines:
        if found and (found[-1].label, found[-1].url) == (line.label, line.url):
            found[-1] = Line(line.label, found[-1].first, line.last, line.url)
        else:
            found.append(line)
    return tuple(found)


def _authorities(part: OrganisationPart) -> tuple[Line, ...]:
    if not isinstance(part, Unit):
        return ()
    periods = part.authority_periods.select_related("authority").order_by("valid_from")
    return tuple(Line(p.authority.name, p.valid_from, p.valid_to, part_url(p.authority.uuid)) for p in periods)


def _others(part: OrganisationPart, *, day_of: str) -> tuple[Line, ...]:
    """Predecessors or successors: by the lines plans have written, and by the older single reference."""
    mine, theirs = ("after", "before") if day_of == "before" else ("before", "after")
    days = {getattr(row, theirs): row.day for row in SuccessionLine.objects.filter(**{mine: part.uuid})}
    related = type(part)._default_manager.filter(
        Q(uuid__in=days) | (Q(successor=part.pk) if day_of == "before" else Q(predecessors=part.pk))
    )
    return tuple(
        Line(str(other), days.get(other.uuid) or _turned(part, other, day_of), None, part_url(other.uuid))
        for other in related.distinct()
    )


def _turned(part: OrganisationPart, other: OrganisationPart, day_of: str) -> date:
    ended = other if day_of == "before" else part
    return (ended.valid_to + ONE_DAY) if ended.valid_to else part.valid_from


def _below(part: OrganisationPart, day: date) -> tuple[Line, ...]:
    """What stands under it today."""
    living = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    rows: list[OrganisationPart] = []
    if isinstance(part, Authority):
        rows = list(Department.objects.filter(living, authority=part))
    elif isinstance(part, Department):
        rows = list(Unit.objects.filter(living, department=part))
    return tuple(Line(str(row), row.valid_from, row.valid_to, part_url(row.uuid)) for row in rows)

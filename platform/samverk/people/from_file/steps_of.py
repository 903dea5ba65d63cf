"""One row of the file as steps of a plan."""

import re
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.people.from_file.reading import FileRow
from samverk.people.from_file.there import There, key
from samverk.people.models import AuthorityKind
from samverk.people.reorganising.steps import Level, Part, Step, Verb

#: What a name says of an authority's kind, the first that fits; else a committee.
KINDS = (
    (r"fullmäktige", AuthorityKind.COUNCIL),
    (r"kommunstyrelse", AuthorityKind.EXECUTIVE_BOARD),
    (r"kommunalförbund|förbundet\b", AuthorityKind.MUNICIPAL_ASSOCIATION),
    (r"\baktiebolag|\bab\b|bolaget?\b", AuthorityKind.MUNICIPAL_COMPANY),
    (r"gemensam", AuthorityKind.JOINT_COMMITTEE),
)


class RowRefused(Exception):
    """A row cannot be used; carries a sentence for the person."""


@dataclass(slots=True)
class Found:
    """What a row comes to.

    Attributes:
        steps: in order.
        authorities, departments, units, leads: what the steps make, for the rows that come after.
    """

    steps: list[Step] = field(default_factory=list)
    authorities: dict[str, UUID] = field(default_factory=dict)
    departments: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)
    units: dict[tuple[UUID, str], tuple[UUID, UUID]] = field(default_factory=dict)
    leads: dict[UUID, UUID] = field(default_factory=dict)

    def make_known(self, there: There) -> None:
        """The rows that come after build on it."""
        there.authorities.update(self.authorities)
        for name, (uuid, above) in self.departments.items():
            there.departments[name] = [each for each in there.departments[name] if each[0] != uuid] + [(uuid, above)]
        there.units.update(self.units)
        there.heads.update({unit: {person} for unit, person in self.leads.items()})
        there.names.update({part.uuid: part.name for step in self.steps for part in step.parts})


def steps_of(row: FileRow, there: There, day: date) -> Found:
    """What must be done for the organisation to be as the row says.

    Raises:
        RowRefused: when the row does not say enough, or something that cannot be.
    """
    if not row.name:
        raise RowRefused(_("Raden säger inte vilken nämnd, förvaltning eller enhet den gäller."))
    since = _since(row, day)
    found = Found()
    authority = _authority(row, there, since, found)
    if row.department:
        department, theirs = _department(row, there, since, authority, day, found)
        if row.unit:
            _unit(row, there, since, department, authority or theirs, day, found)
    elif row.unit:
        raise RowRefused(_("Skriv vilken förvaltning enheten ligger i."))
    if row.head and not row.unit:
        raise RowRefused(_("Chef skrivs bara på rader för enheter."))
    return found


def _since(row: FileRow, day: date) -> date | None:
    if not row.valid_from:
        return None
    try:
        since = date.fromisoformat(row.valid_from)
    except ValueError as error:
        raise RowRefused(_("%(text)s är ingen dag. Skriv som 2027-01-31.") % {"text": row.valid_from[:40]}) from error
    if since > day:
        raise RowRefused(_("Dagen är senare än planens. Lägg raden i en egen fil, med den dagen."))
    return since


def _begin(
    found: Found, level: Level, name: str, since: date | None, *, parent: UUID | None = None, **more: object
) -> UUID:
    part = Part(name[:200])
    found.steps.append(Step(Verb.BEGIN, level=level, parts=(part,), parent=parent, since=since, **more))  # type: ignore[arg-type]
    return part.uuid


def _authority(row: FileRow, there: There, since: date | None, found: Found) -> UUID | None:
    """The one the row names, made if nobody is called so; None when it names none."""
    if not row.authority:
        return None
    known = there.authorities.get(key(row.authority))
    if known is not None:
        return known
    kind = next((kind for sign, kind in KINDS if re.search(sign, key(row.authority))), AuthorityKind.COMMITTEE)
    made = _begin(found, Level.AUTHORITY, row.authority, since, kind=str(kind))
    found.authorities[key(row.authority)] = made
    return made


def _department(
    row: FileRow, there: There, since: date | None, authority: UUID | None, day: date, found: Found
) -> tuple[UUID, UUID]:
    """The department and its authority; a row about a unit does not move its department."""
    named = there.departments.get(key(row.department), [])
    fitting = [each for each in named if each[1] == authority] if authority and len(named) > 1 else named
    if len(fitting) > 1 or (named and not fitting):
        raise RowRefused(_("Flera förvaltningar heter %(name)s. Skriv vilken nämnd.") % {"name": row.department})
    if fitting:
        uuid, above = fitting[0]
        if authority is None or authority == above or row.unit:
            return uuid, above
        _no_other_day(row, since, day)
        found.steps.append(Step(Verb.MOVE, subjects=(uuid,), parent=authority))
        found.departments[key(row.department)] = (uuid, authority)
        return uuid, authority
    over = authority or _only(there)
    made = _begin(found, Level.DEPARTMENT, row.department, since, parent=over)
    found.departments[key(row.department)] = (made, over)
    return made, over


def _only(there: There) -> UUID:
    if len(there.spoken_of) != 1 or not there.authorities:
        raise RowRefused(_("Skriv vilken nämnd förvaltningen hör till."))
    return next(iter(there.authorities.values()))


def _unit(
    row: FileRow, there: There, since: date | None, department: UUID, authority: UUID, day: date, found: Found
) -> None:
    known = there.units.get((department, key(row.unit)))
    if known is None:
        uuid = _begin(found, Level.UNIT, row.unit, since, parent=department, authority=authority)
    else:
        uuid, answers = known
        if row.authority and answers != authority:
            _no_other_day(row, since, day)
            found.steps.append(Step(Verb.MOVE, subjects=(uuid,), authority=authority))
        else:
            authority = answers
    found.units[department, key(row.unit)] = (uuid, authority)
    if row.head:
        person = _person(row, there)
        if there.heads.get(uuid) != {person}:
            began = since if known is None else None
            found.steps.append(Step(Verb.LEAD, subjects=(uuid,), person=person, since=began))
            found.leads[uuid] = person


def _no_other_day(row: FileRow, since: date | None, day: date) -> None:
    if since not in {None, day}:
        raise RowRefused(_("%(name)s finns redan, och ändras den dag planen gäller från.") % {"name": row.name})


def _person(row: FileRow, there: There) -> UUID:
    people = there.people.get(row.head.lower(), set())
    if len(people) > 1:
        raise RowRefused(_("Flera här har adressen %(text)s. Skriv användarnamnet.") % {"text": row.head[:100]})
    if not people:
        text = _("Ingen som arbetar här har användarnamnet eller adressen %(text)s.")
        raise RowRefused(text % {"text": row.head[:100]})
    return next(iter(people))

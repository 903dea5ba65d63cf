"""Doing what a plan says, step by step, inside the caller's transaction."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from samverk.kernel.registries import Succession
from samverk.people.models import Authority, Department, Earlier, SuccessionLine, Unit
from samverk.people.models.dated import in_words
from samverk.people.reorganising.handover import (
    from_day,
    hand_over,
    left_behind,
    place_under,
    set_authority,
    under_authority,
)
from samverk.people.reorganising.leading import let_lead
from samverk.people.reorganising.ledger import Ledger
from samverk.people.reorganising.parts import (
    ONE_DAY,
    OrganisationPart,
    StepRefused,
    last_change,
    level_of,
    locked,
    locked_as,
    parent_of,
)
from samverk.people.reorganising.steps import Level, Part, Step, Verb, succession_of


def carry_out(*, steps: Iterable[Step], day: date, ledger: Ledger) -> list[Succession]:
    """Write the organisation as it is from `day` on; days before it keep their answers.

    Args:
        steps: in order; a later one may use what an earlier one made.
        day: the first day of the new.
        ledger: remembers each row.

    Returns:
        Who gave way to whom, for what follows them.

    Raises:
        StepRefused: when a step cannot be; the caller rolls back.
    """
    return [moved for step in steps if (moved := _DO[step.verb](step, day, ledger)) is not None]


def amend(part: OrganisationPart, day: date, ledger: Ledger, **values: object) -> None:
    """Change a part from `day` on and keep what it was.

    Raises:
        StepRefused: when it changed on a later day already.
    """
    since = last_change(part)
    if since > day:
        raise StepRefused(
            _("%(name)s ändrades senast %(since)s. Välj den dagen eller en senare.")
            % {"name": part, "since": in_words(since)}
        )
    if since < day:
        above = parent_of(part)
        ledger.create(
            Earlier,
            subject=part.uuid,
            name=part.name,
            parent=above.uuid if above else None,
            valid_from=since,
            valid_to=day - ONE_DAY,
        )
    ledger.change(part, **values)


def _begin(step: Step, day: date, ledger: Ledger) -> None:
    if step.level is None or len(step.parts) != 1:
        raise StepRefused(_("Skriv vad den nya delen ska heta."))
    _new(step.level, step.parts[0], step, step.since or day, ledger)


def _new(level: Level, part: Part, step: Step, day: date, ledger: Ledger) -> OrganisationPart:
    """A new authority, department or unit, where the step says."""
    if level == Level.AUTHORITY:
        return ledger.create(Authority, uuid=part.uuid, name=part.name, kind=step.kind, valid_from=day)
    if level == Level.DEPARTMENT:
        authority = locked_as(step.parent, Level.AUTHORITY, day=day)
        return ledger.create(Department, uuid=part.uuid, name=part.name, authority=authority, valid_from=day)
    department = locked_as(step.parent, Level.DEPARTMENT, day=day)
    assert isinstance(department, Department)
    unit = ledger.create(Unit, uuid=part.uuid, name=part.name, department=department, valid_from=day)
    responsible = locked_as(step.authority, Level.AUTHORITY, day=day) if step.authority else department.authority
    set_authority(unit, responsible, day, ledger)
    return unit


def _rename(step: Step, day: date, ledger: Ledger) -> None:
    if not step.name.strip():
        raise StepRefused(_("Skriv det nya namnet."))
    amend(locked(step.subjects[0], day=day), day, ledger, name=step.name.strip())


def _move(step: Step, day: date, ledger: Ledger) -> None:
    part = locked(step.subjects[0], day=day)
    if isinstance(part, Authority):
        raise StepRefused(_("%(name)s är en myndighet och ligger inte under någon annan.") % {"name": part})
    if step.parent is not None:
        above = Level.DEPARTMENT if isinstance(part, Unit) else Level.AUTHORITY
        place_under(part, locked_as(step.parent, above, day=day), day, ledger, amend)
    if step.authority is not None:
        if not isinstance(part, Unit):
            raise StepRefused(_("Bara en enhet kan ha en annan ansvarig nämnd än sin förvaltning."))
        set_authority(part, locked_as(step.authority, Level.AUTHORITY, day=day), day, ledger)


def _split(step: Step, day: date, ledger: Ledger) -> Succession | None:
    whole = locked(step.subjects[0], day=day)
    if len(step.parts) < (1 if step.keeps else 2):
        raise StepRefused(_("Skriv vad minst två delar ska heta."))
    parts = [_like(whole, part, day, ledger) for part in step.parts]
    targets = {part.uuid: part for part in ([whole] if step.keeps else []) + parts}
    first = next(iter(targets.values()))
    hand_over(whole, day, ledger, lambda child: targets.get(step.where.get(child, first.uuid), first), amend)
    if step.keeps:
        for part in parts:
            ledger.create(SuccessionLine, day=day, before=whole.uuid, after=part.uuid)
    else:
        _end(whole, parts, day, ledger)
    return succession_of(step)


def _like(whole: OrganisationPart, part: Part, day: date, ledger: Ledger) -> OrganisationPart:
    """A new part that stands where the whole stands."""
    if isinstance(whole, Authority):
        return ledger.create(Authority, uuid=part.uuid, name=part.name, kind=whole.kind, valid_from=day)
    if isinstance(whole, Department):
        return ledger.create(Department, uuid=part.uuid, name=part.name, authority=whole.authority, valid_from=day)
    unit = ledger.create(Unit, uuid=part.uuid, name=part.name, department=whole.department, valid_from=day)
    set_authority(unit, under_authority(whole, day), day, ledger)
    return unit


def _merge(step: Step, day: date, ledger: Ledger) -> Succession | None:
    merging = [locked(uuid, day=day) for uuid in step.subjects if uuid != step.into]
    if len({level_of(part) for part in merging}) != 1:
        raise StepRefused(_("Välj vilka som ska gå ihop, alla på samma nivå."))
    into = _target(merging, step, day, ledger)
    for part in merging:
        hand_over(part, day, ledger, lambda child: into, amend)
        _end(part, [into], day, ledger)
    return succession_of(step)


def _target(merging: list[OrganisationPart], step: Step, day: date, ledger: Ledger) -> OrganisationPart:
    level = level_of(merging[0])
    if step.into is not None:
        return locked_as(step.into, level, day=day)
    if len(step.parts) != 1 or len(merging) < 2:
        raise StepRefused(_("Välj minst två som ska gå ihop, och skriv vad de tillsammans ska heta."))
    first = merging[0]
    if step.parent is None and len({above.pk for part in merging if (above := parent_of(part))}) > 1:
        raise StepRefused(_("De som går ihop ligger på olika ställen. Välj var den nya ska ligga."))
    if isinstance(first, Unit) and step.authority is None:
        responsible = {under_authority(part, day).pk for part in merging if isinstance(part, Unit)}
        if len(responsible) > 1:
            raise StepRefused(_("De som går ihop har olika ansvariga nämnder. Välj vilken som ansvarar."))
    if step.parent is None and step.authority is None:
        return _like(first, step.parts[0], day, ledger)
    above = parent_of(first)
    under = step.parent or (above.uuid if above else None)
    responsible_uuid = step.authority or (under_authority(first, day).uuid if isinstance(first, Unit) else None)
    placed = Step(verb=Verb.BEGIN, parent=under, authority=responsible_uuid, kind=getattr(first, "kind", ""))
    return _new(level, step.parts[0], placed, day, ledger)


def _close(step: Step, day: date, ledger: Ledger) -> Succession | None:
    part = locked(step.subjects[0], day=day)
    left = left_behind(part, day)
    if left:
        raise StepRefused(
            _("%(name)s kan inte upphöra än: %(left)s. Flytta dem först, eller slå ihop i stället.")
            % {"name": part, "left": left}
        )
    _end(part, [], day, ledger)
    return None


def _end(part: OrganisationPart, successors: list[OrganisationPart], day: date, ledger: Ledger) -> None:
    """The last day is the day before."""
    since = last_change(part)
    if since >= day:
        raise StepRefused(
            _("%(name)s ändrades senast %(since)s och kan upphöra tidigast dagen efter.")
            % {"name": part, "since": in_words(since)}
        )
    if isinstance(part, Unit):
        for period in part.authority_periods.filter(from_day(day)):
            if period.valid_from >= day:
                raise StepRefused(
                    _("%(name)s byter nämnd %(day)s.") % {"name": part, "day": in_words(period.valid_from)}
                )
            ledger.change(period, valid_to=day - ONE_DAY)
    only = successors[0] if len(successors) == 1 else None
    ledger.change(part, valid_to=day - ONE_DAY, successor=only)
    for successor in successors:
        ledger.create(SuccessionLine, day=day, before=part.uuid, after=successor.uuid)


def _lead(step: Step, day: date, ledger: Ledger) -> None:
    unit = locked_as(step.subjects[0], Level.UNIT, day=day)
    assert isinstance(unit, Unit)
    let_lead(unit, step.person, step.since or day, ledger)


_DO: dict[Verb, Callable[[Step, date, Ledger], Succession | None]] = {
    Verb.BEGIN: _begin,
    Verb.RENAME: _rename,
    Verb.MOVE: _move,
    Verb.SPLIT: _split,
    Verb.MERGE: _merge,
    Verb.END: _close,
    Verb.LEAD: _lead,
}

"""Authorities, departments and units alike: finding them, locking them, and what they were on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samverk.people.models import Authority, Department, Earlier, Unit
from samverk.people.models.dated import in_words
from samverk.people.reorganising.steps import Level

OrganisationPart = Authority | Department | Unit
MODELS: dict[Level, type[OrganisationPart]] = {
    Level.AUTHORITY: Authority,
    Level.DEPARTMENT: Department,
    Level.UNIT: Unit,
}
ONE_DAY = timedelta(days=1)


class StepRefused(Exception):
    """A step cannot take effect on its day; carries a sentence for the person."""


def level_of(part: OrganisationPart) -> Level:
    """Which level a part stands on."""
    return Level(part._meta.model_name or "")


def find(uuid: UUID) -> OrganisationPart | None:
    """The part with this id; one to three queries."""
    for model in MODELS.values():
        found: OrganisationPart | None = model._default_manager.filter(uuid=uuid).first()
        if found is not None:
            return found
    return None


def find_many(uuids: Iterable[UUID]) -> dict[UUID, OrganisationPart]:
    """The parts with these ids; three queries."""
    wanted = list(uuids)
    return {part.uuid: part for model in MODELS.values() for part in model._default_manager.filter(uuid__in=wanted)}


def locked(uuid: UUID, *, day: date, level: Level | None = None) -> OrganisationPart:
    """A part that exists on `day`, for nobody else to change meanwhile.

    Args:
        uuid: of the part.
        day: asked about.
        level: where it probably stands; it is looked for there first.

    Raises:
        StepRefused: when there is none, or it begins later, or ends.
    """
    for model in sorted(MODELS.values(), key=lambda each: level is None or each is not MODELS[level]):
        part: OrganisationPart | None = model._default_manager.select_for_update().filter(uuid=uuid).first()
        if part is None:
            continue
        if part.valid_from > day:
            raise StepRefused(
                _("%(name)s finns inte förrän %(day)s.") % {"name": part, "day": in_words(part.valid_from)}
            )
        if part.valid_to is not None:
            raise StepRefused(_("%(name)s upphör %(day)s.") % {"name": part, "day": in_words(part.valid_to + ONE_DAY)})
        return part
    raise StepRefused(_("En del av organisationen som planen gäller finns inte längre."))


def locked_as(uuid: UUID | None, level: Level, *, day: date) -> OrganisationPart:
    """The same, on a level.

    Raises:
        StepRefused: as `locked`, and when it is of another level or not named.
    """
    if uuid is None:
        raise StepRefused(_("Det saknas var i organisationen den nya delen ska ligga."))
    part = locked(uuid, day=day, level=level)
    if level_of(part) != level:
        raise StepRefused(_("%(name)s ligger på fel nivå för det här steget.") % {"name": part})
    return part


def parent_of(part: OrganisationPart) -> OrganisationPart | None:
    """What it stands under now: a unit's department, a department's authority."""
    if isinstance(part, Unit):
        return part.department
    return part.authority if isinstance(part, Department) else None


def last_change(part: OrganisationPart) -> date:
    """The day from which the part is as its row says."""
    latest = Earlier.objects.filter(subject=part.uuid).order_by("-valid_from").first()
    return latest.valid_to + ONE_DAY if latest and latest.valid_to else part.valid_from

"""Where a value comes from, in words: one step a level, from what Samverk comes with down to here."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tenants.settings.models import Mode
from tenants.settings.queries import Effective, Level
from tenants.settings.registry import TEMPLATE, Scope


@dataclass(frozen=True, slots=True)
class Step:
    """One level in the chain.

    Attributes:
        label: which level.
        value: what it has chosen, in words; empty where it has chosen nothing.
        applies: does it decide.
        locked: does it keep the levels below from choosing.
        verdict: why it applies or does not.
        who, at, reason: by whom, when and why; empty for what nobody chose.
    """

    label: str
    value: str
    applies: bool
    locked: bool
    verdict: str
    who: str = ""
    at: datetime | None = None
    reason: str = ""


def explain(found: Effective) -> list[Step]:
    """The whole chain; exactly one step applies."""
    built_in = Step(
        label=_("Samverk från början"),
        value=found.key.kind.words(found.key.default),
        applies=found.decided_by is None,
        locked=False,
        verdict=_("Gäller: ingen har valt något annat.") if found.decided_by is None else _("Ersatt längre ned."),
    )
    steps = [
        _step(found, number, scope, level)
        for number, (scope, level) in enumerate(zip(found.path, found.levels, strict=True))
    ]
    return [built_in, *steps]


def level_label(scope: Scope, level: Level | None = None) -> str:
    """What a level is called."""
    if scope.kind == TEMPLATE:
        return level.set_by if level is not None and level.set_by else _("Mallkommunen")
    return scope.label


def _step(found: Effective, number: int, scope: Scope, level: Level | None) -> Step:
    label = level_label(scope, level)
    if level is None:
        return Step(label, "", False, False, _("Har inte valt något."))
    applies = number == found.decided_by
    return Step(
        label=label,
        value=found.key.kind.words(level.value),
        applies=applies,
        locked=level.state == Mode.LOCKED,
        verdict=_verdict(found, number, level),
        who="" if scope.kind == TEMPLATE else level.set_by,
        at=level.set_at,
        reason=level.reason,
    )


def _verdict(found: Effective, number: int, level: Level) -> str:
    last = number == len(found.path) - 1
    if number == found.decided_by:
        if level.state == Mode.LOCKED:
            return _("Gäller: låst här.") if last else _("Gäller: låst, så nivåerna under kan inte välja annat.")
        return _("Gäller: valt här.") if last else _("Gäller: förval som ingen längre ned har ändrat.")
    decider = found.decided_by if found.decided_by is not None else number
    if decider < number:
        above = level_label(found.path[decider], found.levels[decider])
        return _("Vilar: %(above)s har låst inställningen.") % {"above": above}
    if level.state == Mode.FREE:
        return _("Gäller bara där, inte längre ned.")
    return _("Ersatt längre ned.")


def lock_in_words(scope: Scope, level: Level) -> str:
    """Who locked, since when and why: what whoever wanted to change it reads."""
    told = {
        "who": level_label(scope, level),
        "day": date_format(localtime(level.set_at), "DATE_FORMAT"),
        "why": level.reason.rstrip("."),
    }
    return _("Låst av %(who)s sedan %(day)s: %(why)s.") % told

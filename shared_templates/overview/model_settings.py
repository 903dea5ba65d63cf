"""What the model says of each setting, and what applies here beside it (TN-06)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.kernel.swedish_order import swedish_order
from shared_templates.screens.comparing import Told
from shared_templates.site_settings import SitePath
from tenants.settings.explaining import level_label, lock_in_words
from tenants.settings.models import Mode
from tenants.settings.queries import Effective, chosen, path_to
from tenants.settings.registry import TEMPLATE, keys_for

#: What the model says, as a badge; what it has not chosen is free.
WORD: dict[str, Told] = {
    Mode.LOCKED: Told(gettext_lazy("Låst"), "warning", "lock"),
    Mode.DEFAULT: Told(gettext_lazy("Förval"), "info", "check"),
    Mode.FREE: Told(gettext_lazy("Fritt"), "neutral", "edit"),
}
#: Of what only the model itself decides.
_ONLY_THERE = Told(gettext_lazy("Gäller bara mallen"), "neutral", "")


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting.

    Attributes:
        name: of the key.
        label, group: for people.
        state: what the model says: locked, default or free; empty of what only the model decides.
        model: the value the model has chosen, in words; empty where it has chosen none.
        reason, since: why and when; of what the model has chosen.
        here: what applies on this site, in words.
        address: where that leads, if it is an address here.
        source: where that comes from.
        own: has this site chosen it itself, and does its choice apply.
        lock: who has locked it, since when and why; empty where it is not.
    """

    name: str
    label: str
    group: str
    state: str
    model: str
    reason: str
    since: datetime | None
    here: str
    address: str
    source: str
    own: bool
    lock: str

    @property
    def word(self) -> Told:
        """What the model says, as a badge."""
        return WORD[self.state] if self.state else _ONLY_THERE


def setting_lines(*, at_the_model: bool) -> list[SettingLine]:
    """Every setting that means something here, by group and name; one query at most, however many there are.

    Args:
        at_the_model: is this the model's own site.
    """
    everything, path = chosen(), path_to()
    lines = [_line(everything.effective(key, path)) for key in keys_for(on_template=at_the_model)]
    return sorted(lines, key=lambda line: (swedish_order(line.group), swedish_order(line.label)))


def _line(found: Effective) -> SettingLine:
    """On the model's own site the topmost level is the site itself."""
    said, words = found.levels[0], found.key.kind.words
    own = found.decided_by == len(found.path) - 1
    return SettingLine(
        name=found.key.name,
        label=str(found.key.label),
        group=str(found.key.group),
        state="" if found.key.only_template else said.state if said else Mode.FREE,
        model=words(said.value) if said else "",
        reason=said.reason if said else "",
        since=said.set_at if said else None,
        here=words(found.value),
        address=found.value if isinstance(found.key.kind, SitePath) else "",
        source=_source(found, own=own),
        own=own,
        lock=lock_in_words(*found.lock) if found.lock else "",
    )


def _source(found: Effective, *, own: bool) -> str:
    if found.decided_by is None:
        return _("Samverk från början")
    scope = found.path[found.decided_by]
    if own and scope.kind != TEMPLATE:
        return _("Valt här")
    return level_label(scope, found.levels[found.decided_by])

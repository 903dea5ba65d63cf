"""How masters stand, in words for people."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shared_templates.content.kinds import Words
from shared_templates.masters.queries import Readiness

#: Training made for an older version of what it teaches (TP-07).
OUTDATED = "inaktuellt"
#: By what a list is narrowed: the word in the address, and for people.
STATES: dict[str, Words] = {
    "slappt": _("Släppta"),
    "nytt": _("Nya"),
    "andrat": _("Ändrade sedan släppet"),
    "klart": _("Klara att släppas"),
    "hinder": _("Med hinder"),
    OUTDATED: _("Inaktuella"),
}


def state_of(one: Readiness, *, is_outdated: bool = False) -> tuple[set[str], list[tuple[str, Words]]]:
    """How a master stands: the words of STATES it belongs to, and (tone, words) for its badges.

    Args:
        one: the master and what stands in its way.
        is_outdated: is it training made for an older version of what it teaches.
    """
    states, badges = _progress_of(one)
    if is_outdated:
        return states | {OUTDATED}, [*badges, ("danger", _("Inaktuellt"))]
    return states, badges


def _progress_of(one: Readiness) -> tuple[set[str], list[tuple[str, Words]]]:
    master = one.master
    if not master.is_new:
        return {"slappt"}, [("neutral", format_lazy(_("Släppt v{version}"), version=master.version))]
    where = (
        ("andrat", ("info", format_lazy(_("Ändrad sedan v{version}"), version=master.version)))
        if master.version
        else ("nytt", ("info", _("Ny")))
    )
    if one.is_ready:
        return {where[0], "klart"}, [where[1], ("success", _("Klar att släppas"))]
    return {where[0], "hinder"}, [where[1]]

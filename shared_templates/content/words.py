"""Errors of contents in words for people."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from shared_templates.content.fiction import Real
from shared_templates.content.lacking import Lack
from shared_templates.content.values import HEAD, Content


def name_of_block(said: Content, block: str) -> str:
    """What a block is called: its heading, else its name in code."""
    return "" if block == HEAD else said.texts_of(block).get("title", block)


def told_lacks(said: Content, found: Iterable[Lack]) -> list[str]:
    """A sentence for each text that is missing or says what it cannot say."""
    return [_told_lack(lack, name_of_block(said, lack.block)) for lack in found]


def told_reals(said: Content, found: Iterable[Real], *, code: str = "") -> list[str]:
    """A sentence for each text that is not made up; with the item's code where a reader may not know which is meant."""
    before = f"{code}: " if code else ""
    return [before + _told_real(real, name_of_block(said, real.block)) for real in found]


def _told_lack(lack: Lack, block: str) -> str:
    told = {"field": lack.field.label, "block": block, "wrong": lack.wrong}
    if lack.wrong:
        return _("%(field)s i ”%(block)s”: %(wrong)s") % told if block else _("%(field)s: %(wrong)s") % told
    return _("%(field)s saknas i ”%(block)s”.") % told if block else _("%(field)s saknas.") % told


def _told_real(real: Real, block: str) -> str:
    place = f"”{block}”" if block else _("texten överst")
    if real.host:
        return _(
            "I %(place)s finns en länk till en riktig webbplats (%(host)s). Mallen har bara påhittat innehåll."
        ) % {
            "place": place,
            "host": real.host,
        }
    return _("I %(place)s finns ett giltigt personnummer. Mallen har bara påhittat innehåll.") % {"place": place}

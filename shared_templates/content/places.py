"""What a place of the intranet says of itself, and where it may lie (TP-12).

People write these texts, so capitals make no difference. A place names the one above it by its code: that can be read
in a comparison, is merged like every text, and is never changed once it is released.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from shared_templates.content.values import Texts

NODE, PARENT = "node", "parent"
#: Types of pages with a meaning of their own; all others are sections.
FIRST_PAGE, NEWS_LIST, GUIDE_LIST = "startsida", "nyhetslista", "lathundslista"


def word(head: Texts, name: str) -> str:
    """One of the texts that are a single word."""
    return head.get(name, "").strip().casefold()


def page_type(head: Texts) -> str:
    """Which type of page stands for the place."""
    return word(head, "page_type")


def parent_of(head: Texts) -> str:
    """The code of the place above; empty for those on top."""
    return head.get(PARENT, "").strip()


def above(code: str, heads: Mapping[str, Texts]) -> Iterator[str]:
    """The places above one, nearest first, until the top, a code that is no place, or one that was there before.

    Args:
        code: where to begin.
        heads: what all places say, by code.
    """
    met = {code}
    while (code := parent_of(heads.get(code, {}))) in heads:
        yield code
        if code in met:
            return
        met.add(code)


def why_not_there(code: str, heads: Mapping[str, Texts]) -> str:
    """Why a place cannot lie where it says, in a sentence; empty when it can.

    Args:
        code: of the place.
        heads: what all places say, by code.
    """
    head = heads[code]
    parent = parent_of(head)
    told = {"code": code, "parent": parent}
    if not parent:
        return ""
    if parent not in heads:
        return _("%(code)s ska ligga under %(parent)s, som inte är någon plats i intranätet.") % told
    if code in above(code, heads):
        return _("%(code)s kan inte ligga under %(parent)s, för den ligger själv under %(code)s.") % told
    if page_type(heads[parent]) == NEWS_LIST:
        return _("%(code)s kan inte ligga under %(parent)s, för under nyhetslistan ligger bara nyheter.") % told
    if page_type(head) == FIRST_PAGE:
        return _("%(code)s är startsidan, och den ligger överst.") % told
    if page_type(head) == NEWS_LIST and page_type(heads[parent]) != FIRST_PAGE:
        return _("%(code)s är nyhetslistan, och den ligger alltid närmast startsidan.") % told
    return ""


def beneath(code: str, heads: Mapping[str, Texts]) -> list[str]:
    """The places that name this one as theirs, by code."""
    return sorted(each for each, head in heads.items() if parent_of(head) == code)

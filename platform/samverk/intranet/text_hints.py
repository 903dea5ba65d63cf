"""Hints about the words of what editors write: higher rooms give them, they are shown after saving, never a block."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from samverk.intranet.search_words import plain
from samverk.kernel.registries import Registry

if TYPE_CHECKING:
    from samverk.intranet.models.page_base import IntranetPage

#: (plain text) → sentences about it, none where there is nothing to say; one query at most.
text_hints: Registry[Callable[[str], list[str]]] = Registry("hints about words")


def hints_about(page: "IntranetPage") -> list[str]:
    """What the rooms say of a page's title, lead and text, as it was just written."""
    text = plain(f"{page.title} {page.lead} {page.plain_words()}")
    return [sentence for give in text_hints.values() for sentence in give(text)]

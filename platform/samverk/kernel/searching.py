"""What can be searched on a site: each room searches its own, with its own rights, and says what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .registries import Registry

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    Attributes:
        title: its name.
        url: its address on this site.
        excerpt: some words around what was searched, plain text, or empty.
        note: what it is or where it lies, in few words.
        when: when it was last published or changed, or None.
        rank: how well it fits, higher is better; compared within the room only.
    """

    title: str
    url: str
    excerpt: str = ""
    note: str = ""
    when: "datetime | None" = None
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Searchable:
    """One kind of things that can be searched, declared by the room that owns them.

    Attributes:
        label: in the plural: Sidor, Personer, Inlägg.
        search: (viewer, text, count) → at most so many of those the viewer may see, best first; a fixed number of
            queries that use an index.
        order: low numbers first.
        icon: name in ui's icon set.
        newer: (viewer, text, since, count) → those of them that others have published after the moment, newest first,
            `when` being that moment; None where nothing of the kind is ever published.
    """

    label: "str | Promise"
    search: Callable[[object, str, int], list[Hit]]
    order: int
    icon: str = "search"
    newer: "Callable[[object, str, datetime, int], list[Hit]] | None" = None


#: So many letters of each end of a text tell whether what was cut out of it stands there.
ENDS = 12


def as_cut(said: str, first: str, last: str) -> str:
    """What the database cut out of a text, with … where the text goes on.

    Args:
        said: as it was cut, between words.
        first, last: the text's own first and last letters, `ENDS` of each.
    """
    if not said:
        return ""
    return f"{'' if said.startswith(first) else '… '}{said}{'' if said.endswith(last) else ' …'}"


searchables: Registry[Searchable] = Registry("what can be searched")
# (request, text, key of a kind or empty) → safe markup that stands beside what was found, or empty.
search_parts: "Registry[Callable[[HttpRequest, str, str], str]]" = Registry("what rooms add to the page of a search")

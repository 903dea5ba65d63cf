"""What can be searched on a site: each room searches its own, with its own rights, and says what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .registries import Registry

if TYPE_CHECKING:
    from datetime import datetime

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
    """

    label: "str | Promise"
    search: Callable[[object, str, int], list[Hit]]
    order: int
    icon: str = "search"


searchables: Registry[Searchable] = Registry("what can be searched")

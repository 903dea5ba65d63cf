"""What moderators can hide: whoever owns a kind of text declares it; comments are declared here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from samverk.kernel.registries import Registry
from samverk.kernel.subjects import Ref

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A text as moderators see it.

    Attributes:
        text: plain text, or empty when it has been let go of.
        author: key of the user who wrote it, or None.
        about: what its author may still see when it is hidden: the page it was said about, or itself.
        title: name of `about`.
        url: where it stands.
        is_hidden: is it hidden now.
    """

    text: str
    author: int | None
    about: Ref
    title: str
    url: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Hideable:
    """One kind of text.

    Attributes:
        label: in the singular: kommentar, inlägg.
        exhibit: (key) → the text, or None when there is none; a fixed number of queries.
        hide: (key, now) → hidden from everybody but moderators; called inside the moderator's transaction. False when
            it was hidden already.
        restore: (key) → shown again; False when it was not hidden.
        forget: (key) → the text is let go of, what is left says only that something stood here.
    """

    label: "str | Promise"
    exhibit: "Callable[[str], Exhibit | None]"
    hide: Callable[[str, datetime], bool]
    restore: Callable[[str], bool]
    forget: Callable[[str], None]


hideables: Registry[Hideable] = Registry("what moderators can hide")

"""What document templates are filled with: `[[names]]` in their text, and who knows what they stand for (TP-15).

A name on a line of its own becomes rows, each with its figure, source and day; within a sentence it becomes their sum
in words. Rooms declare what they know; several may know something of one name, and their rows stand together.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samverk.kernel.registries import Registry
from shared_templates.content.kinds import Words

_PLACE = re.compile(r"\[\[([^\[\]]*)\]\]")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One name that a template may hold.

    Attributes:
        label: what it stands for, as a heading.
        tells: what it is filled with, in a sentence.
    """

    label: Words
    tells: Words


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was so on the day it was asked for.

    Attributes:
        text: what it is about.
        figure: the number or day that matters, in words; may be empty.
        source: where it was read.
        day: the day it is true of.
    """

    text: str
    figure: str
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class Fill:
    """What one name is filled with: its sum in a sentence, and the rows behind it."""

    told: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What one room knows of a name.

    Attributes:
        placeholder: the name.
        gather: (day) → what the active site can tell that day, None where it has nothing to do with it; a fixed number
            of queries.
    """

    placeholder: str
    gather: Callable[[date], Fill | None]


#: By the name as it is written in a template, in Swedish and lower case.
placeholders: Registry[Placeholder] = Registry("what document templates are filled with")
#: By room and what it tells: adoption.milestones.
sources: Registry[Source] = Registry("who knows what documents are filled with")


def names_in(text: str) -> list[str]:
    """The names a text holds, each once, in order; those nobody knows too."""
    return list(dict.fromkeys(name.strip().lower() for name in _PLACE.findall(text)))


def name_alone(line: str) -> str:
    """The name that is all a line holds; empty where it says something else too."""
    found = _PLACE.fullmatch(line.strip())
    return str(found[1]).strip().lower() if found else ""


def with_names(line: str, told: Callable[[str], str]) -> str:
    """The line with each name in it replaced by what `told` says of it."""
    return _PLACE.sub(lambda found: told(found[1].strip().lower()), line)


def misplaced(text: str) -> Iterator[str]:
    """What is wrong with the names in a text, in sentences."""
    for name in names_in(text):
        if name not in placeholders:
            known = ", ".join(f"[[{each}]]" for each, _told in placeholders)
            yield _("Inget fylls i på [[%(name)s]]. Det här går att skriva: %(known)s.") % {
                "name": name,
                "known": known,
            }
    rest = _PLACE.sub("", text)
    if "[[" in rest or "]]" in rest:
        yield _("Skriv namnet mellan två hakparenteser på var sida, till exempel [[milstolpar]].")


def gather(names: list[str], day: date) -> dict[str, Fill]:
    """What the active site can tell of each of these names that day; a name nobody tells anything of has no rows."""
    found = {name: Fill("") for name in names if name in placeholders}
    for source in sources.values():
        told = source.gather(day) if source.placeholder in found else None
        if told is not None:
            before = found[source.placeholder]
            found[source.placeholder] = Fill(f"{before.told} {told.told}".strip(), before.rows + told.rows)
    return {name: fill if fill.told else Fill(_("Inget att berätta")) for name, fill in found.items()}

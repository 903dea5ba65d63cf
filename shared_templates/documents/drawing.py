"""A document as it is read: sections of what people wrote, with what is filled in where it belongs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString

from shared_templates.content.filling import Fill, name_alone, placeholders, with_names
from shared_templates.content.kinds import Words
from shared_templates.content.prose import prose
from shared_templates.content.values import joined, paragraphs
from shared_templates.documents.models import Document


@dataclass(frozen=True, slots=True)
class Filled:
    """What a name was filled in with, and on which day."""

    name: str
    label: Words
    day: date
    fill: Fill


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a section: Markdown that somebody wrote, or what was filled in."""

    text: str = ""
    filled: Filled | None = None

    @property
    def markup(self) -> SafeString:
        """The text as safe markup."""
        return prose(self.text)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One section."""

    id: str
    title: str
    pieces: list[Piece] = field(default_factory=list)


def drawn(document: Document) -> list[Drawn]:
    """Every section in order; a name that nothing was filled in for stands as it was written."""
    fills = filled(document)
    return [
        Drawn(block.id, block.texts.get("title", ""), list(pieces(block.texts.get("text", ""), fills)))
        for block in document.said().blocks
    ]


def filled(document: Document) -> dict[str, Filled]:
    """Name → what was filled in."""
    labels = dict(placeholders)
    return {
        name: Filled(name, labels[name].label if name in labels else name, day, fill)
        for name, (day, fill) in document.filled().items()
    }


def pieces(text: str, fills: Mapping[str, Filled]) -> Iterator[Piece]:
    """A text in stretches: a name on a line of its own is what was filled in, within a line its sum."""
    lines: list[str] = []
    for line in paragraphs(text):
        found = fills.get(name_alone(line))
        if found is None:
            lines.append(with_names(line, lambda name: fills[name].fill.told if name in fills else f"[[{name}]]"))
            continue
        if lines:
            yield Piece(joined(lines))
        lines = []
        yield Piece(filled=found)
    if lines:
        yield Piece(joined(lines))

"""A content as a page to read: its head's facts, and its parts in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString

from shared_templates.content.kinds import Field, ItemKind, Words
from shared_templates.content.prose import prose
from shared_templates.content.values import Block, Content, Texts


@dataclass(frozen=True, slots=True)
class Passage:
    """One text as markup, with its name."""

    label: Words
    markup: SafeString


@dataclass(frozen=True, slots=True)
class Section:
    """One part as it is read.

    Attributes:
        id: the block's.
        label: what sort of part.
        title: its heading.
        number: of the step; 0 for a part that is no step.
        is_own: its text differs from the model's.
        facts: short texts, each with its name.
        passages: longer ones, each below a heading of its own.
    """

    id: str
    label: Words
    title: str
    number: int
    is_own: bool
    facts: list[tuple[Words, str]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole item as it is read; `lead` is what it is for, `is_own` says whether the head differs."""

    lead: SafeString
    facts: list[tuple[Words, SafeString]]
    sections: list[Section]
    is_own: bool


def reading(kind: ItemKind, said: Content, base: Content) -> Reading:
    """Lay a content out for a reader; a term, which has no parts, becomes facts altogether."""
    texts = dict(said.head)
    lead = prose(texts.pop("summary", "")) if kind.parts else SafeString("")
    facts = [
        (each.label, prose(text) if each.prose else format_html("{}", text))
        for each, text in named(kind.head, texts)
        if each.name != "title"
    ]
    return Reading(lead, facts, list(_sections(kind, said, base)), said.head != base.head)


def named(fields: Iterable[Field], texts: Texts) -> Iterator[tuple[Field, str]]:
    """The texts that are there, in the kind's order; what the kind does not know comes last by its name in code."""
    known = {each.name: each for each in fields}
    for name in [*known, *(name for name in texts if name not in known)]:
        if texts.get(name):
            yield known.get(name, Field(name, name, prose=True)), texts[name]


def _sections(kind: ItemKind, said: Content, base: Content) -> Iterator[Section]:
    number = 0
    for block in said.blocks:
        part = kind.part(block.kind)
        number += block.kind == "step"
        section = Section(
            block.id,
            part.label if part else block.kind,
            block.texts.get("title", block.id),
            number if block.kind == "step" else 0,
            _differs(block, base),
        )
        for each, text in named(part.fields if part else (), block.texts):
            if each.prose:
                section.passages.append(Passage(each.label, prose(text)))
            elif each.name != "title":
                section.facts.append((each.label, text))
        yield section


def _differs(block: Block, base: Content) -> bool:
    return base.block(block.id) != block

"""What still has to be written in an item before a release."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shared_templates.content.filling import misplaced
from shared_templates.content.kinds import Field, ItemKind, Words
from shared_templates.content.values import HEAD, Content, Texts


@dataclass(frozen=True, slots=True)
class Lack:
    """A text that is missing, or that says something it cannot say.

    Attributes:
        block: where it stands.
        field: which text.
        wrong: what is wrong with it, in a sentence; empty where it is missing.
    """

    block: str
    field: Field
    wrong: Words = ""


def lacks(kind: ItemKind, said: Content) -> Iterator[Lack]:
    """All that stands before a release in the texts themselves (TP-11: both way of working and system step)."""
    yield from _of(kind, HEAD, kind.head, said.head)
    for block in said.blocks:
        part = kind.part(block.kind)
        yield from _of(kind, block.id, part.fields if part else (), block.texts)
    for name in kind.needs:
        part = kind.part(name)
        if part and not any(block.kind == name for block in said.blocks):
            yield Lack(HEAD, Field(name, part.label, required=True))


def _of(kind: ItemKind, block: str, fields: tuple[Field, ...], texts: Texts) -> Iterator[Lack]:
    for field in fields:
        text = texts.get(field.name, "")
        if not text and field.required:
            yield Lack(block, field)
        elif text and field.words and text not in field.words:
            yield Lack(block, field, _("Välj något av: %(words)s.") % {"words": ", ".join(field.words)})
        elif kind.is_filled and field.prose:
            for wrong in misplaced(text):
                yield Lack(block, field, wrong)

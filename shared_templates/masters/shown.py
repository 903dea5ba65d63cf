"""What masters and their changes look like on a screen: plain rows for the templates."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shared_templates.content.differences import Change, Stretch, differences, in_words
from shared_templates.content.kinds import Field, ItemKind
from shared_templates.content.prose import prose
from shared_templates.content.values import HEAD, Content, Texts
from shared_templates.content.words import name_of_block
from shared_templates.masters.queries import Readiness

Words = str | Promise
_CHANGES: dict[str, Words] = {
    Change.ADDED: _("Nytt"),
    Change.REMOVED: _("Borttaget"),
    Change.CHANGED: _("Ändrat"),
    Change.MOVED: _("Flyttat"),
}
#: By what a list is narrowed: the word in the address, and for people.
STATES: dict[str, Words] = {
    "slappt": _("Släppta"),
    "nytt": _("Nya"),
    "andrat": _("Ändrade sedan släppet"),
    "klart": _("Klara att släppas"),
    "hinder": _("Med hinder"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """The head or a block as it is read.

    Attributes:
        title: of the block; empty for the head.
        label: what sort of block.
        texts: label and markup of each text but the title.
    """

    title: str
    label: Words
    texts: list[tuple[Words, SafeString]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that differs: what became of it, where it stands, and the words."""

    change: Words
    place: str
    label: Words
    lines: list[list[Stretch]]


def parts_of(kind: ItemKind, said: Content) -> list[Part]:
    """The whole text in reading order, the head first."""
    shown = [Part("", "", _texts(kind.head, said.head))]
    for block in said.blocks:
        part = kind.part(block.kind)
        fields = part.fields if part else ()
        label = part.label if part else block.kind
        shown.append(Part(block.texts.get("title") or str(label), label, _texts(fields, block.texts)))
    return shown


def changes_between(kind: ItemKind, before: Content, after: Content) -> list[Changed]:
    """Every difference in words, in the order of reading."""
    return [
        Changed(
            _CHANGES[one.change],
            name_of_block(after if after.block(one.block) else before, one.block),
            _label(kind, after if after.block(one.block) else before, one.block, one.name),
            in_words(one.before, one.after),
        )
        for one in differences(before, after)
    ]


def state_of(one: Readiness) -> tuple[set[str], list[tuple[str, Words]]]:
    """How a master stands: the words of STATES it belongs to, and (tone, words) for its badges."""
    master = one.master
    if not master.is_new:
        return {"slappt"}, [("neutral", _("Släppt"))]
    where = (
        ("andrat", ("info", format_lazy(_("Ändrad sedan v{version}"), version=master.version)))
        if master.version
        else ("nytt", ("info", _("Ny")))
    )
    if one.is_ready:
        return {where[0], "klart"}, [where[1], ("success", _("Klar att släppas"))]
    return {where[0], "hinder"}, [where[1]]


def _texts(fields: tuple[Field, ...], texts: Texts) -> list[tuple[Words, SafeString]]:
    return [(one.label, prose(texts[one.name])) for one in fields if one.name != "title" and texts.get(one.name)]


def _label(kind: ItemKind, said: Content, block_id: str, name: str) -> Words:
    block = None if block_id == HEAD else said.block(block_id)
    part = kind.part(block.kind) if block else None
    fields = kind.head if block_id == HEAD else part.fields if part else ()
    return next((one.label for one in fields if one.name == name), name)

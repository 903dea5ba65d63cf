"""The form a content is written in: a field for each text of its head and blocks; blocks are added, moved, removed.

What the blocks are stands in the form itself (`block`, in order, and the sort of each), so that the list can be
changed over and over before anything is saved, without a script.
"""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from shared_templates.content.filling import Placeholder, placeholders
from shared_templates.content.kinds import Field, ItemKind, Words
from shared_templates.content.values import HEAD, Block, Content, content, tidy_text

_ID = re.compile(r"\w[\w.-]{0,79}")
_MOST = 200
_HEAD = "head"
ADD, UP, DOWN, REMOVE = "lagg-till", "upp", "ner", "bort"


class Text(forms.CharField):
    """One text in the one spelling that contents are kept in, so that nothing but blanks is no text."""

    def to_python(self, value: Any) -> str:
        """Tidied."""
        return tidy_text(super().to_python(value) or "")


class DraftText(Text):
    """A text that must be there before a release but not before it is saved: `required` only marks it."""

    def validate(self, value: str) -> None:
        """Nothing is asked of a draft."""


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A block as it is being written: its name in the form, its sort, its heading, its fields and its place."""

    id: str
    kind: str
    label: Words
    title: str
    fields: list[forms.BoundField]
    first: bool
    last: bool


class ContentForm(forms.Form):
    """One content as it is being written; whoever inherits adds what else is asked.

    Args of its own:
        data: what was posted, or None to show `base`.
        kind: the item's sort.
        base: what the item says now.
        text: the field each text is written in.
        initial: of the fields that are no texts.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kind: ItemKind,
        base: Content,
        text: type[Text] = Text,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.kind, self.base, self.posted = kind, base, data
        self.blocks = self._blocks(data)
        now = {_name(block, name): said for block, texts in base.parts() for name, said in texts.items()}
        super().__init__(data, initial=now | dict(initial or {}))
        for field in kind.head:
            self.fields[_name(HEAD, field.name)] = _form_field(field, text)
        for block in self.blocks:
            for field in self._fields_of(block):
                self.fields[_name(block.id, field.name)] = _form_field(field, text)

    @abstractmethod
    def again(self, data: QueryDict) -> Self:
        """The same form with other data."""

    def said(self) -> Content:
        """What the form says, also before it is valid; texts that no field shows stay as they were."""
        blocks = [
            Block(block.id, block.kind, self._typed(block.id, self._fields_of(block), block.texts))
            for block in self.blocks
        ]
        return content(self._typed(HEAD, self.kind.head, self.base.head), blocks)

    def rearranged(self, wanted: str) -> Self:
        """The same form with its blocks changed and all that was typed; `wanted` is what a button says.

        A button that says nothing possible changes nothing.
        """
        verb, _colon, name = wanted.partition(":")
        order = [block.id for block in self.blocks]
        data = self.posted.copy() if self.posted is not None else QueryDict(mutable=True)
        if verb == ADD and self.kind.part(name) and len(order) < _MOST:
            order.append(_new_id(name, order))
            data[f"kind-{order[-1]}"] = name
        elif name in order:
            at = order.index(name)
            order.pop(at)
            if verb != REMOVE:
                order.insert(max(at + {UP: -1, DOWN: 1}.get(verb, 0), 0), name)
        data.setlist("block", order)
        made = self.again(data)
        # Nothing is judged while the blocks are put in order.
        made.errors.clear()
        return made

    def head_texts(self) -> list[forms.BoundField]:
        """The fields of the head's texts."""
        return [self[_name(HEAD, field.name)] for field in self.kind.head]

    def placeholders(self) -> list[tuple[str, Placeholder]]:
        """What the item's prose may be filled with, by name; nothing for most sorts."""
        return list(placeholders) if self.kind.is_filled else []

    def parts(self) -> Iterator[WrittenPart]:
        """Each block with its fields, what it is called, and what can be done with it."""
        for at, block in enumerate(self.blocks):
            part, title = self.kind.part(block.kind), _name(block.id, "title")
            yield WrittenPart(
                id=block.id,
                kind=block.kind,
                label=part.label if part else block.kind,
                title=str(self[title].value() or "") if title in self.fields else "",
                fields=[self[_name(block.id, field.name)] for field in self._fields_of(block)],
                first=at == 0,
                last=at == len(self.blocks) - 1,
            )

    def _fields_of(self, block: Block) -> tuple[Field, ...]:
        part = self.kind.part(block.kind)
        return part.fields if part else ()

    def _typed(self, block: str, fields: Iterable[Field], before: Mapping[str, str]) -> dict[str, str]:
        return {**before, **{one.name: str(self[_name(block, one.name)].value() or "") for one in fields}}

    def _blocks(self, data: QueryDict | None) -> list[Block]:
        if data is None:
            return list(self.base.blocks)
        found = []
        for name in list(dict.fromkeys(data.getlist("block")))[:_MOST]:
            known, sort = self.base.block(name), data.get(f"kind-{name}", "")
            # A block of this name would share its fields with the head.
            if name != _HEAD and (known or (_ID.fullmatch(name) and self.kind.part(sort))):
                found.append(known or Block(name, sort, {}))
        return found


def _name(block: str, text: str) -> str:
    return f"{block or _HEAD}__{text}"


def _form_field(field: Field, text: type[Text]) -> Text:
    longest = 20_000 if field.prose else 200 if field.name == "title" else 1000
    return text(
        label=str(field.label),
        help_text=str(field.help),
        required=field.required,
        max_length=longest,
        strip=not field.prose,
        error_messages={"required": _("Skriv texten. Den behövs för att det ska gå att arbeta efter.")},
        widget=forms.Textarea(attrs={"rows": 4}) if field.prose else forms.TextInput(),
    )


def _new_id(sort: str, taken: Iterable[str]) -> str:
    while (made := f"{slugify(sort)}-{token_hex(3)}") in taken:
        pass
    return made

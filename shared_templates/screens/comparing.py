"""Two contents against each other, part by part, for screens."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_templates.content.differences import Change, Stretch, differences, in_words
from shared_templates.content.kinds import Field, ItemKind, Words
from shared_templates.content.values import HEAD, Content
from shared_templates.content.words import name_of_block


@dataclass(frozen=True, slots=True)
class Told:
    """A badge: its word, tone and icon; never the tone alone."""

    word: Words
    tone: str
    icon: str = ""


_CHANGE: dict[Change, Told] = {
    Change.ADDED: Told(gettext_lazy("Tillagd"), "success", "plus"),
    Change.REMOVED: Told(gettext_lazy("Borttagen"), "danger", "close"),
    Change.CHANGED: Told(gettext_lazy("Ändrad"), "info", "edit"),
    Change.MOVED: Told(gettext_lazy("Flyttad"), "neutral", "switch"),
}


@dataclass(frozen=True, slots=True)
class ToldText:
    """One text that differs: its name, both versions as one, a list a paragraph, and where in its part it stands."""

    label: Words
    lines: list[list[Stretch]]
    place: int = 0


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One part that differs; without texts where it was only moved."""

    title: str
    badge: Told
    texts: list[ToldText] = field(default_factory=list)


def compared(kind: ItemKind, before: Content, after: Content) -> list[ToldPart]:
    """All that differs, in the order of reading."""
    parts: dict[tuple[str, bool], ToldPart] = {}
    for one in differences(before, after):
        moved = one.change == Change.MOVED
        part = parts.setdefault((one.block, moved), ToldPart(title_of(one.block, after, before), _CHANGE[one.change]))
        if not moved:
            names = [each.name for each in fields_of(kind, one.block, after, before)]
            place = names.index(one.name) if one.name in names else len(names)
            label = label_of(kind, one.block, one.name, after, before)
            part.texts.append(ToldText(label, in_words(bulleted(one.before), bulleted(one.after)), place))
    for part in parts.values():
        part.texts.sort(key=lambda text: text.place)
    return list(parts.values())


def bulleted(text: str) -> str:
    """Lists with the sign people read, where the text has the one that is typed."""
    return re.sub(r"(?m)^[-*] ", "• ", text)


def title_of(block: str, *said: Content) -> str:
    """What a part is called in the first of these that has it; the head has a name too."""
    if block == HEAD:
        return _("Överst")
    return next((name_of_block(each, block) for each in said if each.block(block)), block)


def label_of(kind: ItemKind, block: str, name: str, *said: Content) -> Words:
    """What a text of a part is called."""
    return next((each.label for each in fields_of(kind, block, *said) if each.name == name), name)


def fields_of(kind: ItemKind, block: str, *said: Content) -> tuple[Field, ...]:
    """The texts a part may have, by its sort in the first of these that has it."""
    if block == HEAD:
        return kind.head
    found = next((each for each in (one.block(block) for one in said) if each), None)
    part = kind.part(found.kind) if found else None
    return part.fields if part else ()

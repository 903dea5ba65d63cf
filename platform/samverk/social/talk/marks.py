"""How a mention stands in a stored text: a mark with kind and key, never a name.

The name is put in when the text is shown, so that a new name, or a protected one (LAW-24), is true everywhere at once.
The two signs around a mark are of Unicode's private use area and are taken out of everything that is typed: nobody
can write a mark by hand.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

OPEN, CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{OPEN}([a-z]{{1,12}}):([0-9]{{1,18}}){CLOSE}")
_SIGNS = re.compile("[\ue000\ue001]")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One thing that is mentioned.

    Attributes:
        kind: a key of `mentionables.mentionables`.
        key: primary key within it.
    """

    kind: str
    key: int


def without_marks(text: str) -> str:
    """What was typed, without signs that only we write."""
    return _SIGNS.sub("", text)


def mark(mention: Mention) -> str:
    """The mark that stands for it."""
    return f"{OPEN}{mention.kind}:{mention.key}{CLOSE}"


def mentions_in(text: str) -> list[Mention]:
    """What a stored text or its HTML mentions, each once, in order."""
    return list(dict.fromkeys(Mention(kind, int(key)) for kind, key in _MARK.findall(text)))


def mentions_in_all(texts: Iterable[str]) -> set[Mention]:
    """What several texts mention."""
    return {mention for text in texts if OPEN in text for mention in mentions_in(text)}


def keys_of(mentions: Iterable[Mention], kind: str) -> list[int]:
    """Keys of those of one kind."""
    return [mention.key for mention in mentions if mention.kind == kind]


def without_cut_mark(text: str) -> str:
    """A text that was cut anywhere, without the beginning of a mark at its end."""
    opened = text.rfind(OPEN)
    return text[:opened] if opened > text.rfind(CLOSE) else text


def with_names(text: str, names: Mapping[Mention, str], shown: Callable[[str, Mention], str]) -> str:
    """The text with names instead of marks.

    Args:
        text: stored text, or HTML made of it.
        names: what each mention is called now; what has no name is gone.
        shown: (name, mention) → what is written; escapes for HTML.
    """
    if OPEN not in text:
        return text

    def replaced(found: re.Match[str]) -> str:
        mention = Mention(found[1], int(found[2]))
        return shown(names.get(mention, "…"), mention)

    return _MARK.sub(replaced, text)

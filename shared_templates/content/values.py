"""What an item of the model municipality says: a head and blocks, each a handful of named texts.

Every sort of item (process, term, training …) has this one shape, so that one merge, one comparison and one
package serve them all. What the names mean is told in `kinds.py`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Texts = Mapping[str, str]
#: Where the head's own texts are meant, no block.
HEAD = ""
_LISTED = re.compile(r"\s*([-*+]|\d+[.)])\s")


class NotContent(ValueError):
    """What was read is no content of an item."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part with a name of its own that is the same in every release and municipality.

    Attributes:
        id: stable; given once, when the block is written first.
        kind: what sort of part (`step`, `routine` …).
        texts: by field.
    """

    id: str
    kind: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Content:
    """All that an item says: texts of its head by field, and blocks in reading order."""

    head: Texts
    blocks: tuple[Block, ...] = ()

    def block(self, block_id: str) -> Block | None:
        """The block with this name, if it is there."""
        return next((block for block in self.blocks if block.id == block_id), None)

    def parts(self) -> Iterator[tuple[str, Texts]]:
        """The head's texts under HEAD, then each block's under its name."""
        yield HEAD, self.head
        for block in self.blocks:
            yield block.id, block.texts

    def texts_of(self, block_id: str) -> Texts:
        """The head's texts for HEAD, else the block's; none where there is no such block."""
        if block_id == HEAD:
            return self.head
        found = self.block(block_id)
        return found.texts if found else {}


def content(head: Texts, blocks: Iterable[Block] = ()) -> Content:
    """A content in its one normal form: two that say the same are equal, and so are their hashes.

    Raises:
        NotContent: for a block without a name, or two with the same.
    """
    made = tuple(Block(block.id, block.kind, _tidy(block.texts)) for block in blocks)
    names = [block.id for block in made]
    if HEAD in names or len(set(names)) != len(names):
        raise NotContent("Blocks need names of their own")
    return Content(_tidy(head), made)


def from_json(value: Any) -> Content:
    """The content that `as_json` wrote.

    Raises:
        NotContent: for anything else.
    """
    try:
        blocks = [Block(_text(one["id"]), _text(one["kind"]), _texts(one["texts"])) for one in value["blocks"]]
        return content(_texts(value["head"]), blocks)
    except (KeyError, TypeError, AttributeError) as error:
        raise NotContent(f"No content of an item: {error}") from None


def as_json(said: Content) -> dict[str, Any]:
    """As plain lists and mappings, for a table or a file."""
    return {
        "head": dict(said.head),
        "blocks": [{"id": block.id, "kind": block.kind, "texts": dict(block.texts)} for block in said.blocks],
    }


def paragraphs(text: str) -> tuple[str, ...]:
    """The text's paragraphs and list entries, a line each, in one spelling of each letter (NFC)."""
    plain = unicodedata.normalize("NFC", text).replace("\x00", "")
    return tuple(line.rstrip() for line in plain.splitlines() if line.strip())


def joined(lines: Iterable[str]) -> str:
    """Paragraphs as a text again: a blank line between them, none between the entries of a list."""
    text = before = ""
    for line in lines:
        close = _LISTED.match(before) and _LISTED.match(line)
        text += (("\n" if close else "\n\n") if text else "") + line
        before = line
    return text


def tidy_text(text: str) -> str:
    """The one spelling of a text, so that two that look the same are the same."""
    return joined(paragraphs(text))


def _tidy(texts: Texts) -> Texts:
    """Sorted by name, so that the order in which they were set is no difference; an empty text is none."""
    tidied = {name: tidy_text(text) for name, text in texts.items()}
    return MappingProxyType({name: tidied[name] for name in sorted(tidied) if tidied[name]})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(value: Any) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in value.items()}

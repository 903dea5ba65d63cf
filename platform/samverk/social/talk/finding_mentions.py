"""From what was typed to what is stored, and back: "@Lisa Berg" becomes a mark where one person is called that."""

import re
from collections.abc import Collection

from samverk.identity.models import User
from samverk.social.talk.marks import Mention, mark, mentions_in, with_names, without_marks
from samverk.social.talk.mentionables import mentionables, names_of

_AT = re.compile(r"(?<![\w@.])@(?=\w)")
#: Words after an @ that are looked at: names of units are long.
MOST_WORDS = 7
#: More @ than this in one text is no talk.
MOST = 30
_WORD = re.compile(r"[\w’'().&/:–-]+")
_END = ".,:;!?)"


def with_marks(*, viewer: User, text: str, chosen: Collection[Mention] = ()) -> str:
    """The typed text with marks for those it mentions, as it is stored.

    After an @, the longest name that fits is meant. Where several are called the same, only one that was chosen in
    the picker is; else the words stay words. One query a kind, and none where there is no @.

    Args:
        viewer: who writes: nobody is mentioned whom they may not see.
        text: as typed.
        chosen: from the picker; what the viewer may not mention is left out.
    """
    text = without_marks(text)
    places = [found.start() for found in _AT.finditer(text)][:MOST]
    if not places:
        return text
    candidates = {place: _candidates(text, place + 1) for place in places}
    wanted = {name.lower() for names in candidates.values() for name in names}
    called: dict[str, list[Mention]] = {}
    for kind, entry in mentionables:
        for name, keys in entry.called(viewer, wanted).items():
            called.setdefault(name, []).extend(Mention(kind, key) for key in keys)
    out, at = [], 0
    for place in places:
        if place < at:
            continue
        for name in candidates[place]:
            meant = _meant(called.get(name.lower(), []), chosen)
            if meant is not None:
                out += [text[at:place], mark(meant)]
                at = place + 1 + len(name)
                break
    return "".join([*out, text[at:]])


def _meant(found: list[Mention], chosen: Collection[Mention]) -> Mention | None:
    if len(found) == 1:
        return found[0]
    picked = [mention for mention in found if mention in chosen]
    return picked[0] if len(picked) == 1 else None


def _candidates(text: str, start: int) -> list[str]:
    """What may be a name here, the longest first: one word, two words … on the same line."""
    line = text[start : start + 200].split("\n", 1)[0]
    found: set[str] = set()
    end = 0
    for number, word in enumerate(_WORD.finditer(line), 1):
        # A name ends at a comma and at two blanks.
        if number > MOST_WORDS or line[end : word.start()] != (" " if found else ""):
            break
        end = word.end()
        found |= {line[:end], line[:end].rstrip(_END)}
    return sorted(found - {""}, key=len, reverse=True)


def as_typed(text: str) -> tuple[str, list[Mention]]:
    """The stored text as its author edits it, and whom it mentions; one query a kind mentioned."""
    mentions = mentions_in(text)
    if not mentions:
        return text, []
    names = names_of(mentions)
    return with_names(text, names, lambda name, _mention: f"@{name}"), mentions

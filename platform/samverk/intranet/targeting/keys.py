"""The keys by which news says to whom it is directed, and by which people are found to be among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

_PART, _ROLE, _TITLE, _PLACE = "part:", "role:", "title:", "place:"
#: Beside the targets: which part gave way, and the target that came in its place. Nobody is among these.
_GAVE_WAY = "gave-way:"
#: Of a title or a place: with what stands before it, as long as the column holds.
LONGEST = 110


def part_key(uuid: object) -> str:
    """A unit, department or authority."""
    return f"{_PART}{uuid}"


def role_key(role: str) -> str:
    """A role of the catalogue."""
    return f"{_ROLE}{role}"


def title_key(title: str) -> str:
    """A profession: everybody whose title it is, capitals or not."""
    return f"{_TITLE}{title.strip().casefold()[:LONGEST]}"


def place_key(workplace: str) -> str:
    """A house or town: everybody who says that they work there, capitals or not."""
    return f"{_PLACE}{workplace.strip().casefold()[:LONGEST]}"


@dataclass(frozen=True, slots=True)
class Targets:
    """What the keys of a piece of news mean."""

    parts: tuple[UUID, ...]
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...]


def read_keys(keys: Iterable[str]) -> Targets:
    """Keys by their kind; what is none of them is left out."""
    found = list(keys)

    def after(beginning: str) -> tuple[str, ...]:
        return tuple(key.removeprefix(beginning) for key in found if key.startswith(beginning))

    parts = tuple(UUID(text) for text in after(_PART))
    return Targets(parts=parts, roles=after(_ROLE), titles=after(_TITLE), places=after(_PLACE))


def followed(targets: Sequence[str], *, before: Iterable[UUID], after: Iterable[UUID]) -> list[str]:
    """Targets after a reorganisation: the successors in place of those that give way, with a note of what was.

    Args:
        targets: of a piece of news.
        before: the parts that end.
        after: those that take over.
    """
    found, heirs = list(targets), [part_key(uuid) for uuid in after]
    for uuid in before:
        old = part_key(uuid)
        if old not in found:
            continue
        new = [heir for heir in heirs if heir not in found]
        place = found.index(old)
        found[place : place + 1] = new
        found += [f"{_GAVE_WAY}{uuid}>{heir.removeprefix(_PART)}" for heir in new] or [f"{_GAVE_WAY}{uuid}>"]
    return found


def gone_back(targets: Sequence[str], *, before: Iterable[UUID], after: Iterable[UUID]) -> list[str]:
    """Undo `followed`, by its notes; targets without a note of these parts stay as they are."""
    found = list(targets)
    heirs = {str(uuid) for uuid in after}
    for uuid in reversed(list(before)):
        notes = [each for each in found if each.startswith(f"{_GAVE_WAY}{uuid}>")]
        added = [note.partition(">")[2] for note in notes]
        if notes and heirs.issuperset(filter(None, added)):
            gone = {*notes, *(part_key(heir) for heir in added if heir)}
            place = min((found.index(each) for each in gone), default=0)
            found = [each for each in found if each not in gone]
            found.insert(place, part_key(uuid))
    return found

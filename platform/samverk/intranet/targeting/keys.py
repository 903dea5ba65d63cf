"""The keys by which news says to whom it is directed, and by which people are found to be among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

_PART, _ROLE, _TITLE = "part:", "role:", "title:"
LONGEST_TITLE = 110


def part_key(uuid: object) -> str:
    """A unit, department or authority."""
    return f"{_PART}{uuid}"


def role_key(role: str) -> str:
    """A role of the catalogue."""
    return f"{_ROLE}{role}"


def title_key(title: str) -> str:
    """A profession: everybody whose title it is, capitals or not."""
    return f"{_TITLE}{title.strip().casefold()[:LONGEST_TITLE]}"


@dataclass(frozen=True, slots=True)
class Targets:
    """What the keys of a piece of news mean."""

    parts: tuple[UUID, ...]
    roles: tuple[str, ...]
    titles: tuple[str, ...]


def read_keys(keys: Iterable[str]) -> Targets:
    """Keys by their kind; what is none of them is left out."""
    found = list(keys)

    def after(beginning: str) -> tuple[str, ...]:
        return tuple(key.removeprefix(beginning) for key in found if key.startswith(beginning))

    return Targets(parts=tuple(UUID(text) for text in after(_PART)), roles=after(_ROLE), titles=after(_TITLE))

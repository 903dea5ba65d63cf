"""Whom one can mention: people, units, groups. Each kind answers for itself; nobody protected is ever offered."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samverk.kernel.registries import Registry
from samverk.social.talk.marks import CLOSE, OPEN, Mention

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samverk.identity.models import User


@dataclass(frozen=True, slots=True)
class Offered:
    """One that can be chosen.

    Attributes:
        mention: what is stored.
        name: what is written after the @.
        note: tells two of the same name apart.
        people: how many are told.
    """

    mention: Mention
    name: str
    note: str = ""
    people: int = 1


@dataclass(frozen=True, slots=True)
class Mentionable:
    """One kind.

    Attributes:
        label: in the singular.
        search: (viewer, text, count) → those the viewer may mention, best first; one query.
        called: (viewer, names in lower case) → those with exactly these names, name in lower case → their keys, whom
            the viewer may mention; one query.
        allowed: (viewer, keys) → those of the keys the viewer may mention; one query.
        names: (keys) → what they are called now, whoever asks; one query.
        told: (keys) → how many active people are told when these are mentioned; one query.
        named: SQL that reads the name of one, with `%s` for its key; for reads of many texts in one query.
        shown: (what `named` read) → what people call it.
    """

    label: "str | Promise"
    search: "Callable[[User, str, int], list[Offered]]"
    called: "Callable[[User, Collection[str]], dict[str, list[int]]]"
    allowed: "Callable[[User, Collection[int]], set[int]]"
    names: Callable[[Collection[int]], dict[int, str]]
    told: Callable[[Collection[int]], int]
    named: str
    shown: Callable[[str], str] = str


mentionables: Registry[Mentionable] = Registry("whom one can mention")
PERSON, UNIT, GROUP = "person", "enhet", "grupp"


def names_of(mentions: Collection[Mention]) -> dict[Mention, str]:
    """What each is called now; one query for each kind among them."""
    named: dict[Mention, str] = {}
    for kind, entry in mentionables:
        keys = {mention.key for mention in mentions if mention.kind == kind}
        if keys:
            named |= {Mention(kind, key): name for key, name in entry.names(keys).items()}
    return named


def names_in_sql(column: str) -> str:
    """SQL for a column beside a text: whom it mentions, as JSON of [kind, key, name]; NULL where nobody is.

    So that a list of many texts is one query, mentions or not.

    Args:
        column: of the text, with its table.
    """
    kinds = " ".join(f"WHEN '{kind}' THEN ({entry.named % 'm[2]::bigint'})" for kind, entry in mentionables)
    return (
        f"CASE WHEN position('{OPEN}' IN {column}) > 0 THEN (SELECT json_agg(json_build_array(m[1], m[2], "
        f"CASE m[1] {kinds} END)) FROM regexp_matches({column}, '{OPEN}([a-z]+):([0-9]+){CLOSE}', 'g') AS m) END"
    )


def names_read(rows: "Iterable[tuple[str, str, str | None]]") -> dict[Mention, str]:
    """What `names_in_sql` read, as `names_of` would have said it."""
    return {
        Mention(kind, int(key)): mentionables[kind].shown(name)
        for kind, key, name in rows
        if name is not None and kind in mentionables
    }


def offered(viewer: "User", text: str, count: int = 8) -> list[Offered]:
    """Whom the viewer can mention by these words; people first. One query a kind."""
    words = " ".join(text.split())[:60]
    found: list[Offered] = []
    for entry in mentionables.values():
        found += entry.search(viewer, words, count) if words else []
    return found[:count]

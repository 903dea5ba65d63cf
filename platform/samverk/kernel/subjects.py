"""What people can talk about, follow, be told of: things of any room, known by kind and key.

A room that owns a kind of thing declares it once, in its `registrations.py`; rooms that comment, follow or notify walk
`subject_kinds` and never import the room. Rights are the owning room's: `visible` is its answer, for many at a time.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .registries import Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One thing of this site.

    Attributes:
        kind: a key of `subject_kinds`, at most 30 characters.
        key: the thing's key within its kind, at most 60 characters: a primary key or uuid as text.
    """

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What others say of a thing.

    Attributes:
        ref: which.
        title: its name, as people read it.
        url: its address on this site.
        owners: keys of the users who answer for it and are told when something happens to it.
        within: wider things it belongs to; who follows one of them hears of this one too.
        commentable: may those who see it comment it now.
    """

    ref: Ref
    title: str
    url: str
    owners: tuple[int, ...] = ()
    within: tuple[Ref, ...] = ()
    commentable: bool = False


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """One kind of thing, declared by the room that owns it.

    Attributes:
        label: in the singular, within a sentence: nyhet, enhet, person.
        plural: the same in the plural.
        found: (keys) → those that exist, by key; a fixed number of queries, whoever asks.
        visible: (viewer, keys) → the keys of those the viewer may see now; a fixed number of queries.
        readers: (key) → the active users who may see the thing, as a query that others narrow; the same answer as
            `visible`, from the other side.
        followable: may one follow things of this kind.
        icon: name in ui's icon set.
    """

    label: "str | Promise"
    plural: "str | Promise"
    found: Callable[[Collection[str]], dict[str, Subject]]
    visible: Callable[[object, Collection[str]], set[str]]
    readers: "Callable[[str], QuerySet[Any]]"
    followable: bool = True
    icon: str = "document"


subject_kinds: Registry[SubjectKind] = Registry("kinds of things people talk about")


def uuids_among(keys: Collection[str]) -> list[UUID]:
    """Those of the keys that are uuids at all: anything may stand in an address."""
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


def subject_of(ref: Ref) -> Subject | None:
    """One thing, whoever asks; None where it is gone or of no known kind."""
    return subject_kinds[ref.kind].found([ref.key]).get(ref.key) if ref.kind in subject_kinds else None


def is_visible(viewer: object, ref: Ref) -> bool:
    """May this person see the thing now; the owning room's answer."""
    return ref.kind in subject_kinds and ref.key in subject_kinds[ref.kind].visible(viewer, [ref.key])


def visible_refs(viewer: object, refs: Collection[Ref]) -> set[Ref]:
    """Those of many things that the person may see now; a fixed number of queries for each kind among them."""
    seen: set[Ref] = set()
    for kind in {ref.kind for ref in refs}:
        if kind in subject_kinds:
            keys = {ref.key for ref in refs if ref.kind == kind}
            seen |= {Ref(kind, key) for key in subject_kinds[kind].visible(viewer, keys)}
    return seen

"""What people own that somebody else can take over, thing by thing; rooms declare it.

`kernel.registries.person_leaves` knows what ends or moves as a whole. What is declared here goes through the handover
queue, where it can be given to different persons and taken back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samverk.kernel.registries import Leaving, Registry, person_leaves

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samverk.identity.models import User


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing somebody owns."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Owned:
    """A kind of things.

    Attributes:
        label: what they are called, in the plural.
        things: (user) → what the person owns now.
        give: (actor=…, keys=…, frm=User, to=User) → how many were moved; only what `frm` still has is moved, so that
            called again, or late, it takes nothing from anybody else.
    """

    label: "str | Promise"
    things: "Callable[[User], list[Thing]]"
    give: Callable[..., int]


owned_things: Registry[Owned] = Registry("what is handed over thing by thing")


def register_owned(key: str, owned: Owned) -> None:
    """Declare a kind, to the queue and to whoever asks what a leaver has."""

    def count(*, user: "User") -> int:
        return len(owned.things(user))

    def apply(*, actor: object, user: "User", to: "User | None", day: object) -> int:
        keys = [thing.key for thing in owned.things(user)]
        return owned.give(actor=actor, keys=keys, frm=user, to=to) if to is not None and keys else 0

    owned_things.register(key, owned)
    person_leaves.register(key, Leaving(label=owned.label, count=count, apply=apply))

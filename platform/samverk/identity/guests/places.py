"""What a guest can be invited to: rooms above declare it, the invitation walks the list."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samverk.kernel.registries import Registry

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samverk.identity.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """One thing to be invited to.

    Attributes:
        key: stable within its kind.
        label: what people call it.
        url: where the guest finds it.
    """

    key: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A sort of things, declared by the room that has them.

    Attributes:
        label: heading above the choices.
        offered: (sponsor) → what this sponsor may invite to: never more than they may see themselves.
        found: (keys) → those that still exist, for the guest's first page.
    """

    label: "str | Promise"
    offered: "Callable[[User], list[Place]]"
    found: "Callable[[Collection[str]], list[Place]]"


place_kinds: Registry[PlaceKind] = Registry("what guests are invited to")
#: Each may forbid invitations on the active site; () → may guests be invited here. All must agree.
switches: Registry[Callable[[], bool]] = Registry("whether guests may be invited")

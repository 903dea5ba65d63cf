"""What rooms declare: keys, and the levels below a site that a higher room knows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from samverk.kernel.registries import Registry
from tenants.settings.kinds import Kind, Text

Value = TypeVar("Value")

TEMPLATE, SITE = "template", "site"


@dataclass(frozen=True, slots=True)
class Scope:
    """One level: the template, the site, one of its authorities or departments.

    Attributes:
        kind: `template`, `site` or a key of `scope_kinds`.
        id: which one, where there are several.
        label: what it is called.
    """

    kind: str
    id: str = ""
    label: str = field(default="", compare=False)


HERE = Scope(SITE)


class UnknownScope(LookupError):
    """There is no such level on this site."""


@dataclass(frozen=True, slots=True)
class ScopeKind:
    """A sort of level below the site, told by a higher room.

    Attributes:
        label: what it is called, in the singular: "Förvaltning".
        order: the higher the further down.
        options: all of them that exist today, for a person to choose from.
        lineage: (id) → the levels from right below the site down to that one.
            Raises UnknownScope when there is none.
    """

    label: Text
    order: int
    options: Callable[[], list[Scope]]
    lineage: Callable[[str], tuple[Scope, ...]]


@dataclass(frozen=True, slots=True)
class SettingKey(Generic[Value]):
    """Something a site may decide. Takes effect at the next request, never after a restart.

    Attributes:
        name: `room.what`, stable.
        label: what it is called.
        help: what it does, and what follows from it.
        group: under which heading it stands.
        kind: the sort of value.
        default: what applies where nobody has decided.
        scopes: sorts of level below the site where it may be decided too.
        right: permission of those who may decide.
        only_template: only a model municipality asks it; other sites neither show it nor decide it.
    """

    name: str
    label: Text
    help: Text
    group: Text
    kind: Kind[Value]
    default: Value
    scopes: tuple[str, ...] = ()
    right: str = "identity.administer_site"
    only_template: bool = False


setting_keys: Registry[SettingKey[Any]] = Registry("settings")
scope_kinds: Registry[ScopeKind] = Registry("levels below a site")


def keys_for(*, on_template: bool) -> list[SettingKey[Any]]:
    """The keys that mean something on this site.

    Args:
        on_template: is it a model municipality.
    """
    return [key for key in setting_keys.values() if on_template or not key.only_template]


def declare(*keys: SettingKey[Any]) -> None:
    """Offer keys; called from a room's `registrations.py`."""
    for key in keys:
        setting_keys.register(key.name, key)

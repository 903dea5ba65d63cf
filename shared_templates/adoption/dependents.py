"""What else changes when items here say something else: higher rooms declare it, adoption's actions tell them.

They are told inside the transaction that changes the items.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.registries import Registry
from shared_templates.adoption.models import Adopted


class BringAlong(Protocol):
    """Items say something new here, some of them for the first time."""

    def __call__(self, *, actor: Actor, items: Collection[Adopted]) -> None: ...


class LetGo(Protocol):
    """Items are about to be no longer here; returns in sentences what stays although they go."""

    def __call__(self, *, actor: Actor, items: Collection[Adopted]) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Dependent:
    """What one room does about it."""

    bring_along: BringAlong
    let_go: LetGo


dependents: Registry[Dependent] = Registry("what depends on the items that apply here")


def bring_along(*, actor: Actor, items: Collection[Adopted]) -> None:
    """These items, saved, say something new."""
    for each in dependents.values():
        each.bring_along(actor=actor, items=items)


def let_go(*, actor: Actor, items: Collection[Adopted]) -> list[str]:
    """These items, still there, are about to go; returns in sentences what stays."""
    return [line for each in dependents.values() for line in each.let_go(actor=actor, items=items)]

"""What other rooms do for a person who arrives through a provider: they declare it here, the sign-in walks the list."""

from collections.abc import Callable
from datetime import date

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.registries import Registry

#: (actor, user, unit's name, first day) → nothing; called inside the sign-in's transaction.
unit_placers: "Registry[Callable[..., None]]" = Registry("who places arriving people in units")


def place(*, actor: Actor, user: User, unit: str, day: date) -> None:
    """Let whoever keeps the organisation place the person."""
    for placer in unit_placers.values():
        placer(actor=actor, user=user, unit_name=unit, day=day)

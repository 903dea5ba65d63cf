"""The matrix as a form: three fields a cell, read without a form class because its rows are the rooms' own."""

from collections.abc import Mapping
from contextlib import suppress

from samverk.notifications.events import MyRole
from samverk.notifications.kinds import event_kinds
from samverk.notifications.ways import Pace, Ways


def field_name(kind: str, role: MyRole) -> str:
    """The beginning of a cell's field names."""
    return f"{kind}-{int(role)}"


def matrix_in(posted: Mapping[str, str]) -> dict[tuple[str, MyRole], Ways]:
    """What was sent, for the cells that can be chosen; a cell whose letter is missing or none of ours is left out."""
    found = {}
    for name, kind in event_kinds:
        if kind.mandatory:
            continue
        for role in kind.roles:
            field = field_name(name, role)
            with suppress(ValueError):
                found[name, role] = Ways(
                    inbox=f"{field}-inbox" in posted,
                    mail=Pace(int(posted.get(f"{field}-mail", "x"))),
                    push=f"{field}-push" in posted,
                )
    return found

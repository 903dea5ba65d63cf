"""Numbers of a person that every page shows: other rooms' questions, answered in the one that finds the person.

A question of its own costs a page as much as three of these. What rides along was read before the view ran, so it is
used only while the request has changed nothing: the first transaction ends it, as it ends kept answers.
"""

from samverk.identity.models import User
from samverk.kernel.registries import Registry
from tenants.connection import connection

#: Name → SQL of one number, where `identity_user.id` is the person; short, and through an index.
riders: Registry[str] = Registry("numbers that come with the person")


def come_along(user: User, numbers: tuple[int, ...]) -> None:
    """Keep what came with the person, in the order of the registry, for this request."""
    user._riders = dict(zip((name for name, _sql in riders), numbers, strict=True))  # type: ignore[attr-defined]


def ridden(user: User, name: str) -> int | None:
    """The number that came with the person of this request; None where it has to be asked for.

    Args:
        user: whose.
        name: as registered.
    """
    if not connection.has_only_read:
        return None
    known: dict[str, int] = getattr(user, "_riders", {})
    return known.get(name)

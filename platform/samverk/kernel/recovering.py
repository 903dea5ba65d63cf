"""Which moments the deployment can go back to, told by whoever keeps its copies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from samverk.kernel.registries import Registry


@dataclass(frozen=True, slots=True)
class Copies:
    """What is kept of the whole database.

    Attributes:
        ours: does the house keep the copies; else whoever runs the database server does, with tools of their own.
        readable: could the folder be read from here.
        finished: when each whole copy was finished, the oldest first.
        log_until: what is kept apart from the database reaches to about then.
        days: how long copies are kept.
    """

    ours: bool
    readable: bool = True
    finished: tuple[datetime, ...] = ()
    log_until: datetime | None = None
    days: int = 0


copies_kept: Registry[Callable[[], Copies]] = Registry("who keeps copies of the database")

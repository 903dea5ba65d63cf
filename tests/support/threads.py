"""The same done by two at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable
from contextlib import suppress

from django.db import connections


class Both:
    """Where two meet, halfway; whoever is alone goes on after a second."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)

    def meet(self) -> None:
        """Wait for the other."""
        with suppress(threading.BrokenBarrierError):
            self._barrier.wait(timeout=1)


def twice_at_once(act: Callable[[], None]) -> None:
    """Done by two threads; what they did is committed when this returns."""

    def alone() -> None:
        try:
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

"""One house per home: a lock that the kernel gives back when its holder ends, however it ends."""

import json
import os
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from types import TracebackType
from typing import Self

from samverk.project.embedded import HouseError


class AlreadyRunningError(HouseError):
    """Another process runs the house of this home."""

    def __init__(self, home: Path, *, pid: int | None, address: str) -> None:
        who = f"process {pid}" if pid else "en annan process"
        where = f" på {address}" if address else ""
        stop = f" Stoppa den med Ctrl-C där den startades, eller med ”kill {pid}”." if pid else ""
        super().__init__(
            f"Samverk körs redan{where} ({who}) med data i {home}. Inget har ändrats.{stop} "
            f"Vill du köra två samtidigt: sätt SAMVERK_HOME och SAMVERK_PORT till något annat för den andra."
        )
        self.pid = pid
        self.address = address


class HomeLock:
    """Hold a home for one house at a time: `with HomeLock(home) as lock: lock.publish(address=…)`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the home. Raises: AlreadyRunningError with the holder's pid and address."""
        descriptor = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except OSError as error:
            note = os.pread(descriptor, 4096, 0)
            os.close(descriptor)
            if isinstance(error, BlockingIOError):
                raise AlreadyRunningError(self.home, pid=_pid_in(note), address=_address_in(note)) from None
            raise
        self._descriptor = descriptor
        self.publish(address="")

    def publish(self, *, address: str) -> None:
        """Write down who holds the home and where it answers, for the message to whoever comes second."""
        if self._descriptor is None:
            raise ValueError("publish() is for the holder of the lock")
        note = json.dumps({"pid": os.getpid(), "address": address}).encode()
        os.pwrite(self._descriptor, note.ljust(os.fstat(self._descriptor).st_size), 0)

    def release(self) -> None:
        """Give the home back; the file stays (removing it would let two processes lock two files)."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            flock(self._descriptor, LOCK_UN)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


class HomeUsers:
    """Everybody who uses the servers of a home, so that the last one out, and only that one, stops them.

    Commands hold a shared lock while they work. Leaving, a command that can have it alone knows that nobody else
    is there; whoever comes meanwhile waits until the servers are down, and then starts them.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / "users.lock"
        self._descriptor = -1

    def enter(self) -> None:
        """Be one of them; waits while somebody stops the servers."""
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        flock(self._descriptor, LOCK_SH)

    def alone(self) -> bool:
        """Is nobody else left? Then nobody comes in before `leave`."""
        try:
            # Linux gives up the shared lock for the moment of the attempt, so two who ask at once may both be told
            # no; the servers then run on until the next command.
            flock(self._descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> None:
        """Be no longer one of them."""
        os.close(self._descriptor)


def _pid_in(note: bytes) -> int | None:
    with suppress(ValueError, TypeError, KeyError):
        return int(json.loads(note)["pid"])
    return None


def _address_in(note: bytes) -> str:
    with suppress(ValueError, TypeError, KeyError):
        return str(json.loads(note)["address"])
    return ""

"""One program that the house runs: started in a session of its own, stopped with all its descendants."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from samverk.project.embedded import HouseError
from samverk.project.embedded.files import open_log, read_from

LAUNCHER = Path(__file__).with_name("launch.py")
TAIL_LINES = 12


class ChildFailedError(HouseError):
    """A program of the house ended, or did not become ready in time, when it was started."""


@dataclass(frozen=True, slots=True)
class Child:
    """What to run: its whole environment (None: ours), what says that it is ready, how it is stopped.

    Its output goes to home/log/<name>.log.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    ready: Callable[[], bool] | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    ready_seconds: float = 60
    stop_seconds: float = 20
    cwd: Path | None = None


@dataclass(slots=True)
class RunningChild:
    """A child and its process, over restarts."""

    child: Child
    home: Path
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)
    restart_at: float | None = None
    log_offset: int = 0

    @property
    def log(self) -> Path:
        return self.home / "log" / f"{self.child.name}.log"

    @property
    def group(self) -> int:
        return self.process.pid if self.process else 0

    def spawn(self) -> None:
        """Start the program as leader of a new session; the kernel signals it if this process dies."""
        log = open_log(self.home, self.child.name)
        try:
            self.log_offset = os.fstat(log).st_size
            house = [sys.executable, "-I", "-S", str(LAUNCHER), str(os.getpid())]
            self.process = subprocess.Popen(
                [*house, str(int(self.child.stop_signal)), *self.child.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=None if self.child.env is None else dict(self.child.env),
                cwd=self.child.cwd,
                start_new_session=True,
                umask=0o077,  # the clock's notes and whatever else it writes are nobody else's to read
            )
        finally:
            os.close(log)
        self.restart_at = None

    def exit_code(self) -> int | None:
        """Return how the program ended, None while it runs."""
        return self.process.poll() if self.process else 0

    def wait_until_ready(self) -> None:
        """Block until the child says that it is ready. Raises: ChildFailedError."""
        deadline = time.monotonic() + self.child.ready_seconds
        while self.child.ready is not None and not self.child.ready():
            if self.exit_code() is not None:
                raise ChildFailedError(self._failed("avslutades direkt"))
            if time.monotonic() > deadline:
                raise ChildFailedError(self._failed(f"blev inte klar på {self.child.ready_seconds:.0f} sekunder"))
            time.sleep(0.05)

    def request_stop(self) -> None:
        """Ask the program to end; the leader sees to its own workers."""
        if self.process and self.exit_code() is None:
            self.process.send_signal(self.child.stop_signal)

    def finish(self) -> None:
        """Kill what is left of the program and of its descendants, and reap it."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)
        self.process.wait()

    def tail(self) -> str:
        """Return the last lines that the program has logged since it was started."""
        lines = read_from(self.log, self.log_offset).strip().splitlines()
        return "\n".join(lines[-TAIL_LINES:]) or "(loggen är tom)"

    def _failed(self, what: str) -> str:
        return (
            f"Delen ”{self.child.name}” {what}. Inget som var sparat har gått förlorat. "
            f"Loggen {self.log} slutar så här:\n{self.tail()}"
        )
